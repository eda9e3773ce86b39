use super::{CAPACITY, Expiring};

#[test]
fn an_entry_is_gone_at_its_time() {
    let mut entries = Expiring::default();
    entries.insert(100, "key".into(), 200, "entry");
    assert_eq!(entries.get(199, "key"), Some(&"entry"));
    assert_eq!(entries.get(200, "key"), None);
    assert_eq!(entries.take(200, "key"), None);
}

#[test]
fn an_entry_can_be_taken_once() {
    let mut entries = Expiring::default();
    entries.insert(100, "key".into(), 200, "entry");
    assert_eq!(entries.take(100, "key"), Some("entry"));
    assert_eq!(entries.take(100, "key"), None);
}

#[test]
fn the_number_of_entries_is_bounded() {
    let mut entries = Expiring::default();
    for number in 0..CAPACITY + 10 {
        let until = 200 + i64::try_from(number).unwrap();
        entries.insert(100, number.to_string(), until, number);
    }
    assert_eq!(entries.entries.len(), CAPACITY);
    assert_eq!(entries.get(100, "0"), None);
    assert!(entries.get(100, &(CAPACITY + 9).to_string()).is_some());
}
