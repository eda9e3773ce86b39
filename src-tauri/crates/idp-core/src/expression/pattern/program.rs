//! How a regular expression runs: all its possibilities side by side, one character after the
//! other, so that the time is linear in the text. What it looks at is counted exactly and does
//! not depend on what ran before, which is why this is not left to a library.

use crate::expression::budget::Budget;
use crate::expression::fault::Fault;
use regex_automata::nfa::thompson::{BuildError, Compiler, Config, NFA, State, WhichCaptures};
use regex_automata::util::look::LookMatcher;
use regex_automata::util::primitives::StateID;
use regex_syntax::hir::{self, Hir};
use std::cell::RefCell;

/// Bytes that a compiled expression may take, as many as RE2 takes by itself. A letter of any
/// alphabet is 300 states of 50 bytes: an address with bounded parts of such letters,
/// `[\p{L}\p{N}._-]{1,64}@[\p{L}\p{N}.-]{1,255}`, takes 5.4 MiB, and `\pL{1000}` 15.
const SIZE_MAX: usize = 8 * 1024 * 1024;

/// A compiled regular expression.
#[derive(Debug)]
pub(super) struct Program {
    nfa: NFA,
    /// The bytes that a match can begin with; nothing when it can be empty.
    first: Option<Box<[bool; 256]>>,
    /// Whether a match can begin nowhere but where the text does.
    at_start: bool,
    look: LookMatcher,
}

/// The beginnings and ends of the groups, two for each.
pub(super) type Slots = Vec<Option<usize>>;

impl Program {
    /// Compiles.
    ///
    /// # Errors
    /// When it is too large.
    pub(super) fn new(hir: &Hir) -> Result<Self, Box<BuildError>> {
        let config = Config::new()
            .nfa_size_limit(Some(SIZE_MAX))
            .which_captures(WhichCaptures::All);
        let nfa = Compiler::new().configure(config).build_from_hir(hir)?;
        Ok(Self {
            first: first_bytes(&nfa),
            at_start: hir
                .properties()
                .look_set_prefix()
                .contains(hir::Look::Start),
            look: LookMatcher::new(),
            nfa,
        })
    }

    /// How many states it has.
    pub(super) fn states(&self) -> usize {
        self.nfa.states().len()
    }

    #[cfg(test)]
    pub(super) fn nfa(&self) -> &NFA {
        &self.nfa
    }

    /// Bytes that it takes.
    pub(super) fn memory(&self) -> usize {
        self.nfa.memory_usage()
    }

    /// The first match that begins at `from` or later: of several there the one that the
    /// expression prefers. As many slots are filled as there are; without any, the first end
    /// of a match is enough.
    ///
    /// # Errors
    /// When the budget is used up.
    pub(super) fn search(
        &self,
        text: &str,
        from: usize,
        slots: &mut Slots,
        budget: &mut Budget,
    ) -> Result<bool, Fault> {
        SCRATCH.with_borrow_mut(|scratch| {
            scratch.prepare(self.states(), slots.len());
            Search {
                program: self,
                text,
                scratch,
                looked_at: 0,
            }
            .run(from, slots, budget)
        })
    }
}

thread_local! {
    /// Kept, because making room takes longer than most searches.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

#[derive(Default)]
struct Scratch {
    now: Threads,
    next: Threads,
    /// For each state the position for which it was reached last.
    reached: Vec<u32>,
    position: u32,
    stack: Vec<Explore>,
    current: Slots,
}

/// States that wait for a byte, the preferred first, each with its slots.
#[derive(Default)]
struct Threads {
    states: Vec<StateID>,
    slots: Slots,
}

impl Threads {
    fn clear(&mut self) {
        self.states.clear();
        self.slots.clear();
    }
}

enum Explore {
    State(StateID),
    Restore(usize, Option<usize>),
}

impl Scratch {
    fn prepare(&mut self, states: usize, slots: usize) {
        self.now.clear();
        self.next.clear();
        if self.reached.len() < states {
            self.reached.resize(states, self.position);
        }
        self.current.clear();
        self.current.resize(slots, None);
        self.new_position();
    }

    fn new_position(&mut self) {
        self.position = self.position.wrapping_add(1);
        if self.position == 0 {
            self.reached.fill(0);
            self.position = 1;
        }
    }
}

struct Search<'s> {
    program: &'s Program,
    text: &'s str,
    scratch: &'s mut Scratch,
    looked_at: u64,
}

impl Search<'_> {
    fn run(&mut self, from: usize, slots: &mut Slots, budget: &mut Budget) -> Result<bool, Fault> {
        let mut at = from;
        let mut matched = false;
        loop {
            if self.scratch.now.states.is_empty() {
                if matched || self.program.at_start && at > 0 {
                    break;
                }
                let begun = at;
                let Some(begin) = self.beginning(at) else {
                    self.looked_at += (self.text.len() - begun) as u64;
                    break;
                };
                at = begin;
                self.looked_at += (at - begun) as u64;
            }
            if !matched && self.text.is_char_boundary(at) {
                self.scratch.current.fill(None);
                let mut now = std::mem::take(&mut self.scratch.now);
                self.reach(self.program.nfa.start_anchored(), at, &mut now);
                self.scratch.now = now;
            }
            self.scratch.new_position();
            matched |= self.step(at, slots);
            budget.take_looks(std::mem::take(&mut self.looked_at))?;
            if at >= self.text.len() || matched && slots.is_empty() {
                break;
            }
            at += 1;
            std::mem::swap(&mut self.scratch.now, &mut self.scratch.next);
            self.scratch.next.clear();
        }
        budget.take_looks(self.looked_at)?;
        Ok(matched)
    }

    /// Where a match can begin at the earliest, nothing having begun yet.
    fn beginning(&self, at: usize) -> Option<usize> {
        let Some(first) = &self.program.first else {
            return Some(at);
        };
        let mut rest = self.text.as_bytes().get(at..)?.iter();
        Some(at + rest.position(|byte| first[usize::from(*byte)])?)
    }

    /// Lets every state take the byte; what is behind a match in preference is dropped.
    fn step(&mut self, at: usize, slots: &mut Slots) -> bool {
        let byte = self.text.as_bytes().get(at).copied();
        let now = std::mem::take(&mut self.scratch.now);
        let mut next = std::mem::take(&mut self.scratch.next);
        let mut matched = false;
        for (index, state) in now.states.iter().enumerate() {
            self.looked_at += 1;
            let own = now.slots.get(index * slots.len()..).unwrap_or_default();
            let own = own.get(..slots.len()).unwrap_or_default();
            let to = match self.program.nfa.state(*state) {
                State::Match { .. } => {
                    slots.copy_from_slice(own);
                    matched = true;
                    break;
                }
                State::ByteRange { trans } => byte
                    .filter(|byte| trans.matches_byte(*byte))
                    .map(|_| trans.next),
                State::Sparse(sparse) => {
                    self.looked_at += sparse.transitions.len() as u64 / 8;
                    byte.and_then(|byte| sparse.matches_byte(byte))
                }
                State::Dense(dense) => byte.and_then(|byte| dense.matches_byte(byte)),
                State::Look { .. }
                | State::Union { .. }
                | State::BinaryUnion { .. }
                | State::Capture { .. }
                | State::Fail => None,
            };
            if let Some(to) = to {
                self.scratch.current.copy_from_slice(own);
                self.reach(to, at + 1, &mut next);
            }
        }
        (self.scratch.now, self.scratch.next) = (now, next);
        matched
    }

    /// Adds a state and all that are reached from it without a byte, in order of preference.
    fn reach(&mut self, state: StateID, at: usize, threads: &mut Threads) {
        self.scratch.stack.push(Explore::State(state));
        while let Some(explore) = self.scratch.stack.pop() {
            let mut state = match explore {
                Explore::State(state) => state,
                Explore::Restore(slot, before) => {
                    self.scratch.current[slot] = before;
                    continue;
                }
            };
            while let Some(next) = self.follow(state, at, threads) {
                state = next;
            }
        }
    }

    fn follow(&mut self, state: StateID, at: usize, threads: &mut Threads) -> Option<StateID> {
        self.looked_at += 1;
        let position = self.scratch.position;
        let reached = &mut self.scratch.reached[state.as_usize()];
        if std::mem::replace(reached, position) == position {
            return None;
        }
        let stack = &mut self.scratch.stack;
        match self.program.nfa.state(state) {
            State::ByteRange { .. } | State::Sparse(_) | State::Dense(_) | State::Match { .. } => {
                threads.states.push(state);
                threads.slots.extend_from_slice(&self.scratch.current);
                None
            }
            State::Look { look, next } => {
                let text = self.text.as_bytes();
                self.program.look.matches(*look, text, at).then_some(*next)
            }
            State::Union { alternates } => {
                let (first, rest) = alternates.split_first()?;
                stack.extend(rest.iter().rev().copied().map(Explore::State));
                Some(*first)
            }
            State::BinaryUnion { alt1, alt2 } => {
                stack.push(Explore::State(*alt2));
                Some(*alt1)
            }
            State::Capture { next, slot, .. } => {
                if let Some(place) = self.scratch.current.get_mut(slot.as_usize()) {
                    stack.push(Explore::Restore(slot.as_usize(), *place));
                    *place = Some(at);
                }
                Some(*next)
            }
            State::Fail => None,
        }
    }
}

fn first_bytes(nfa: &NFA) -> Option<Box<[bool; 256]>> {
    let mut first = Box::new([false; 256]);
    let mut seen = vec![false; nfa.states().len()];
    let mut left = vec![nfa.start_anchored()];
    while let Some(state) = left.pop() {
        if std::mem::replace(&mut seen[state.as_usize()], true) {
            continue;
        }
        let mut take = |from: u8, to: u8| first[usize::from(from)..=usize::from(to)].fill(true);
        match nfa.state(state) {
            State::ByteRange { trans } => take(trans.start, trans.end),
            State::Sparse(sparse) => {
                for trans in &*sparse.transitions {
                    take(trans.start, trans.end);
                }
            }
            State::Dense(dense) => (0..=u8::MAX)
                .filter(|byte| dense.matches_byte(*byte).is_some())
                .for_each(|byte| take(byte, byte)),
            State::Look { next, .. } | State::Capture { next, .. } => left.push(*next),
            State::Union { alternates } => left.extend(&**alternates),
            State::BinaryUnion { alt1, alt2 } => left.extend([*alt1, *alt2]),
            State::Fail => {}
            State::Match { .. } => return None,
        }
    }
    Some(first)
}
