//! Maps, received or made.

use super::{Claims, Text, Val, equal, find};
use crate::claims::ClaimSource;
use std::rc::Rc;

/// With how many entries looking one after the other is no longer quicker.
const FEW: usize = 8;

/// A map, received or made. `Merged` shows several sources as one: of each claim the first
/// value that is not empty.
#[derive(Clone, Debug)]
pub(crate) enum Map<'a> {
    Json(&'a Claims),
    Merged(&'a [(ClaimSource, &'a Claims)]),
    Owned(Rc<Entries<'a>>),
}

/// The entries of a map that was made, in their order.
#[derive(Debug)]
pub(crate) struct Entries<'a> {
    pub(super) list: Vec<(Val<'a>, Val<'a>)>,
    /// The places of those whose keys are texts, by key, when there are more than few.
    by_name: Vec<u32>,
}

impl<'a> FromIterator<(Val<'a>, Val<'a>)> for Map<'a> {
    fn from_iter<I: IntoIterator<Item = (Val<'a>, Val<'a>)>>(entries: I) -> Self {
        let list: Vec<_> = entries.into_iter().collect();
        let mut by_name: Vec<u32> = Vec::new();
        if list.len() > FEW {
            let named = list.iter().zip(0..);
            by_name.extend(named.filter_map(|((key, _), at)| name(key).map(|_| at)));
            by_name.sort_by_key(|at| list.get(*at as usize).and_then(|(key, _)| name(key)));
        }
        Self::Owned(Rc::new(Entries { list, by_name }))
    }
}

fn name<'v>(key: &'v Val<'_>) -> Option<&'v str> {
    match key {
        Val::Text(name) => Some(name),
        _ => None,
    }
}

impl<'a> Entries<'a> {
    fn get(&self, key: &Val<'_>) -> Option<&Val<'a>> {
        if let (Some(wanted), false) = (name(key), self.by_name.is_empty()) {
            let of = |at: &u32| self.list.get(*at as usize).and_then(|(key, _)| name(key));
            let found = self.by_name.binary_search_by_key(&Some(wanted), of).ok()?;
            let entry = self
                .by_name
                .get(found)
                .and_then(|at| self.list.get(*at as usize));
            return entry.map(|(_, value)| value);
        }
        let entry = self.list.iter().find(|(known, _)| equal(known, key));
        entry.map(|(_, value)| value)
    }
}

impl<'a> Map<'a> {
    pub(crate) fn get(&self, key: &Val<'_>) -> Option<Val<'a>> {
        match (self, key) {
            (Self::Json(claims), Val::Text(name)) => claims.get(&**name).map(Val::from),
            (Self::Merged(sources), Val::Text(name)) => find(sources, name).map(|(_, v)| v.into()),
            (Self::Json(_) | Self::Merged(_), _) => None,
            (Self::Owned(entries), key) => entries.get(key).cloned(),
        }
    }

    /// Units of looking up this key.
    pub(crate) fn lookup_cost(&self, key: &Val<'_>) -> u64 {
        match (self, key) {
            (_, Val::Text(name)) => name.len() as u64 / 64,
            (Self::Owned(entries), _) => entries.list.len() as u64 / 16,
            (Self::Json(_) | Self::Merged(_), _) => 0,
        }
    }

    /// The keys: those of claims by name, because stored attributes do not keep the order in
    /// which they were received, and an expression must give the same on both.
    pub(crate) fn keys(&self) -> Vec<Val<'a>> {
        let mut names: Vec<&'a str> = match self {
            Self::Json(claims) => claims.keys().map(String::as_str).collect(),
            Self::Merged(sources) => {
                let all = sources.iter().flat_map(|(_, claims)| claims.keys());
                all.map(String::as_str).collect()
            }
            Self::Owned(entries) => {
                return entries.list.iter().map(|(name, _)| name.clone()).collect();
            }
        };
        names.sort_unstable();
        names.dedup();
        let text = |name| Val::Text(Text::Borrowed(name));
        names.into_iter().map(text).collect()
    }

    /// Units of [`Self::keys`], sorting included.
    pub(crate) fn keys_cost(&self) -> u64 {
        let names = match self {
            Self::Json(claims) => claims.len(),
            Self::Merged(sources) => sources.iter().map(|(_, claims)| claims.len()).sum(),
            Self::Owned(entries) => return entries.list.len() as u64 / 4,
        };
        names as u64 * u64::from(1 + names.checked_ilog2().unwrap_or_default() / 4)
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Json(claims) => claims.len(),
            Self::Merged(_) => self.keys().len(),
            Self::Owned(entries) => entries.list.len(),
        }
    }

    /// Whether both have the same entries.
    pub(super) fn has_entries_of(&self, other: &Self) -> bool {
        let same = |key: &Val<'_>, value: &Val<'_>| {
            other.get(key).is_some_and(|found| equal(value, &found))
        };
        self.len() == other.len()
            && match self {
                Self::Owned(entries) => entries.list.iter().all(|(key, value)| same(key, value)),
                Self::Json(claims) => claims
                    .iter()
                    .all(|(name, value)| same(&Val::Text(Text::Borrowed(name)), &Val::from(value))),
                Self::Merged(_) => self.keys().iter().all(|key| {
                    let value = self.get(key);
                    value.is_some_and(|value| same(key, &value))
                }),
            }
    }
}
