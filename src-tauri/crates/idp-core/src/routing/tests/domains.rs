//! What is entered as a domain, and as an e-mail address.

use super::*;

#[test]
fn what_people_paste_becomes_a_domain_and_the_repair_is_told() {
    use Repair as R;
    for (text, domain, repair) in [
        ("acme.com", "acme.com", None),
        ("ACME.Com", "acme.com", None),
        ("*.Acme.com", "*.acme.com", None),
        ("acme.com.", "acme.com", Some(R::TrailingDot)),
        ("*.acme.com.", "*.acme.com", Some(R::TrailingDot)),
        ("bob@acme.com", "acme.com", Some(R::EmailAddress)),
        ("@acme.com", "acme.com", Some(R::EmailAddress)),
        ("MailTo:bob@acme.com", "acme.com", Some(R::EmailAddress)),
        ("Bob Doe <bob@acme.com>", "acme.com", Some(R::EmailAddress)),
        ("*@acme.com", "acme.com", Some(R::EmailAddress)),
        ("https://www.acme.com/login?x=1", "acme.com", Some(R::Url)),
        ("https://u:p@acme.com:8443/", "acme.com", Some(R::Url)),
        ("acme.com/", "acme.com", Some(R::Url)),
        (
            "münchen.example",
            "xn--mnchen-3ya.example",
            Some(R::AsciiForm),
        ),
        (
            "MÜNCHEN。example",
            "xn--mnchen-3ya.example",
            Some(R::AsciiForm),
        ),
        ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example", None),
    ] {
        let read = read_domain(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert_eq!(
            (read.pattern.to_string().as_str(), read.repair),
            (domain, repair),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_domain_is_refused_with_its_reason() {
    use DomainFault as F;
    let label = format!("{}.com", "a".repeat(64));
    let long = format!("{}com", "abcdefg.".repeat(32));
    for (text, fault) in [
        ("192.168.0.1", F::IpAddress),
        ("http://127.0.0.1:9080/", F::IpAddress),
        ("https://[::1]:443/x", F::IpAddress),
        ("::1", F::IpAddress),
        ("1.2.3.0x7f", F::IpAddress),
        ("１９２.168.0.1", F::IpAddress),
        ("acme", F::OneLabel),
        ("bob@localhost", F::OneLabel),
        ("*.com", F::WildcardTooWide),
        ("*acme.com", F::Wildcard),
        ("mail.*.com", F::Wildcard),
        (".acme.com", F::LeadingDot),
        ("ac me.com", F::NotADomain),
        ("acme..com", F::NotADomain),
        ("-acme.com", F::NotADomain),
        ("acme_x.com", F::NotADomain),
        ("acme.com:443", F::NotADomain),
        ("", F::NotADomain),
        ("@", F::NotADomain),
        ("xn--a.com", F::NotADomain),
        (&label, F::TooLong),
        (&long, F::TooLong),
    ] {
        assert_eq!(read_domain(text), Err(fault), "{text}");
    }
}

#[test]
fn commas_lines_and_spaces_separate_and_each_domain_is_stored_once() {
    let entries = [
        "acme.com, *.acme.com;beta.com".to_owned(),
        "Bob Doe <bob@acme.com>\n ACME.com  gamma.com".to_owned(),
        "nonsense".to_owned(),
    ];
    assert_eq!(
        canonical_domains(&entries),
        [
            "acme.com",
            "*.acme.com",
            "beta.com",
            "gamma.com",
            "nonsense"
        ]
    );
}

#[test]
fn an_address_is_read_by_what_stands_behind_its_last_at_sign() {
    for (text, domain) in [
        (" alice@ACME.com ", "acme.com"),
        ("\"a@b\"@acme.com", "acme.com"),
        ("alice@münchen.example", "xn--mnchen-3ya.example"),
        ("alice@localhost", "localhost"),
    ] {
        assert_eq!(EmailDomain::parse(text).unwrap().domain(), domain);
    }
    for (text, fault) in [
        ("alice", EmailFault::NotAnAddress),
        ("@acme.com", EmailFault::NotAnAddress),
        ("al ice@acme.com", EmailFault::NotAnAddress),
        ("alice@", EmailFault::NotADomain),
        ("alice@10.0.0.1", EmailFault::NotADomain),
        ("alice@*.acme.com", EmailFault::NotADomain),
        (
            &format!("{}@acme.com", "a".repeat(250)),
            EmailFault::TooLong,
        ),
    ] {
        assert_eq!(EmailDomain::parse(text), Err(fault), "{text}");
    }
}
