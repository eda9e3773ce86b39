//! Pages of the AWS console (AWS Developer Guide, "Getting started with user pools"; the
//! paths that the guide links to itself).

use crate::formats::{Region, UserPoolId};
use url::Url;

const PATH: &str = "cognito/v2/idp/user-pools";
/// Not in the guide; as AWS Amplify links to it.
const IDENTITY_PATH: &str = "cognito/v2/identity/identity-pools";

/// The list of user pools, in the Region chosen last.
#[must_use]
pub fn user_pools() -> String {
    format!("https://console.aws.amazon.com/{PATH}")
}

/// The list of user pools in the Region of this one.
#[must_use]
pub fn user_pools_beside(pool: &UserPoolId) -> Option<String> {
    let region = pool.region().as_str();
    let host = host(pool)?;
    Some(format!("https://{host}/{PATH}?region={region}"))
}

/// Why there is no link to a page of this pool, and where to go instead; nothing when there is
/// a link. China has no user pools. Of GovCloud AWS documents the console's host (AWS GovCloud
/// User Guide, "Configuring your account"), of the European sovereign cloud not even that; what
/// Cognito's pages are called there it says of neither.
#[must_use]
pub fn why_no_link(pool: &UserPoolId) -> Option<&'static str> {
    match partition(pool.region()) {
        Partition::Commercial => None,
        Partition::GovCloud => Some(
            "No link: AWS does not document the addresses of Cognito's pages in AWS GovCloud (US). Sign in at console.amazonaws-us-gov.com, choose the Region there and follow the path above.",
        ),
        Partition::EuropeanSovereign => Some(
            "No link: the AWS European Sovereign Cloud has a console of its own, and AWS does not document the addresses of its pages. Sign in there, choose the Region and follow the path above.",
        ),
    }
}

/// The page of one user pool.
#[must_use]
pub fn user_pool(pool: &UserPoolId) -> Option<String> {
    page(pool, "")
}

/// The users of a pool.
#[must_use]
pub fn users(pool: &UserPoolId) -> Option<String> {
    page(pool, "/users")
}

/// The form that makes a user of a pool.
#[must_use]
pub fn create_user(pool: &UserPoolId) -> Option<String> {
    page(pool, "/users/create")
}

/// The page of an app client.
#[must_use]
pub fn app_client(pool: &UserPoolId, client_id: &str) -> Option<String> {
    page(pool, &client_path(client_id)?)
}

/// The tab *Login pages* of an app client: callback URLs, grants, scopes, style.
#[must_use]
pub fn login_pages(pool: &UserPoolId, client_id: &str) -> Option<String> {
    page(pool, &format!("{}/login-pages", client_path(client_id)?))
}

/// The form behind *Edit* on the tab *Login pages*.
#[must_use]
pub fn edit_login_pages(pool: &UserPoolId, client_id: &str) -> Option<String> {
    let client = client_path(client_id)?;
    page(
        pool,
        &format!("{client}/login-pages/edit/hosted-ui-settings"),
    )
}

/// An identity pool, or the list of them while there is none, in the Region of the user pool.
#[must_use]
pub fn identity_pool(pool: &UserPoolId, identity_pool_id: Option<&str>) -> Option<String> {
    let region = with_known_console(pool.region())?;
    let legal = |id: &&str| {
        id.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b':')
    };
    let rest = identity_pool_id
        .filter(|id| !id.is_empty())
        .filter(legal)
        .map(|id| format!("/{id}/user-statistics"))
        .unwrap_or_default();
    Some(format!(
        "https://{region}.console.aws.amazon.com/{IDENTITY_PATH}{rest}?region={region}"
    ))
}

/// Whether an address is a page of the AWS console, and so may be opened from here.
#[must_use]
pub fn is_console_page(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| {
        url.scheme() == "https"
            && url.username().is_empty()
            && url.port().is_none()
            && [PATH, IDENTITY_PATH]
                .iter()
                .any(|path| url.path().starts_with(&format!("/{path}")))
            && url.host_str().is_some_and(|host| {
                host == "console.aws.amazon.com" || host.ends_with(".console.aws.amazon.com")
            })
    })
}

fn client_path(client_id: &str) -> Option<String> {
    let legal = !client_id.is_empty() && client_id.bytes().all(|b| b.is_ascii_alphanumeric());
    legal.then(|| format!("/applications/app-clients/{client_id}"))
}

fn page(pool: &UserPoolId, rest: &str) -> Option<String> {
    let (host, region, id) = (host(pool)?, pool.region().as_str(), pool.as_str());
    Some(format!("https://{host}/{PATH}/{id}{rest}?region={region}"))
}

/// The console's host for a Region.
fn host(pool: &UserPoolId) -> Option<String> {
    let region = with_known_console(pool.region())?;
    Some(format!("{region}.console.aws.amazon.com"))
}

/// The partitions of AWS that have user pools; each has a console of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Partition {
    Commercial,
    GovCloud,
    EuropeanSovereign,
}

fn partition(region: &Region) -> Partition {
    match region.as_str() {
        region if region.starts_with("us-gov-") => Partition::GovCloud,
        region if region.starts_with("eusc-") => Partition::EuropeanSovereign,
        _ => Partition::Commercial,
    }
}

fn with_known_console(region: &Region) -> Option<&str> {
    (partition(region) == Partition::Commercial).then(|| region.as_str())
}

#[cfg(test)]
mod tests {
    use super::{
        create_user, edit_login_pages, identity_pool, is_console_page, login_pages, user_pool,
        user_pools, user_pools_beside, users, why_no_link,
    };
    use crate::formats::UserPoolId;

    #[test]
    fn links_have_the_documented_paths_and_may_be_opened() {
        let pool = UserPoolId::parse("eu-west-1_AbC").unwrap();
        let links = [
            Some(user_pools()),
            user_pool(&pool),
            users(&pool),
            login_pages(&pool, "client1"),
            edit_login_pages(&pool, "client1"),
            identity_pool(&pool, None),
            identity_pool(
                &pool,
                Some("eu-west-1:1a2b3c4d-1234-1234-1234-123456789012"),
            ),
            create_user(&pool),
            user_pools_beside(&pool),
        ];
        for link in &links {
            let link = link.as_deref().unwrap();
            assert!(is_console_page(link), "{link}");
        }
        assert_eq!(
            links[6].as_deref(),
            Some(
                "https://eu-west-1.console.aws.amazon.com/cognito/v2/identity/identity-pools/eu-west-1:1a2b3c4d-1234-1234-1234-123456789012/user-statistics?region=eu-west-1"
            )
        );
        assert_eq!(
            links[3].as_deref(),
            Some(
                "https://eu-west-1.console.aws.amazon.com/cognito/v2/idp/user-pools/eu-west-1_AbC/applications/app-clients/client1/login-pages?region=eu-west-1"
            )
        );
    }

    #[test]
    fn partitions_with_other_consoles_and_broken_client_ids_get_no_link() {
        for (other, place) in [
            ("eusc-de-east-1_A1", "European Sovereign Cloud"),
            ("us-gov-west-1_A1", "console.amazonaws-us-gov.com"),
            ("us-gov-east-1_A1", "console.amazonaws-us-gov.com"),
        ] {
            let other = UserPoolId::parse(other).unwrap();
            assert_eq!(user_pool(&other), None);
            assert_eq!(identity_pool(&other, None), None);
            assert_eq!(user_pools_beside(&other), None);
            assert!(why_no_link(&other).unwrap().contains(place));
        }
        assert!(UserPoolId::parse("cn-north-1_A1").is_err(), "no user pools");
        let pool = UserPoolId::parse("eu-west-1_AbC").unwrap();
        assert_eq!(why_no_link(&pool), None);
        assert_eq!(login_pages(&pool, "../x"), None);
        assert_eq!(login_pages(&pool, ""), None);
        assert_eq!(
            identity_pool(&pool, Some("../x")),
            identity_pool(&pool, None)
        );
    }

    #[test]
    fn nothing_else_is_a_console_page() {
        for other in [
            "http://console.aws.amazon.com/cognito/v2/idp/user-pools",
            "https://console.aws.amazon.com.example.com/cognito/v2/idp/user-pools",
            "https://xconsole.aws.amazon.com/cognito/v2/idp/user-pools",
            "https://me@console.aws.amazon.com/cognito/v2/idp/user-pools",
            "https://console.aws.amazon.com/s3",
            "file:///etc/passwd",
            "",
        ] {
            assert!(!is_console_page(other), "{other}");
        }
    }
}
