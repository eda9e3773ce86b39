//! The key of an authenticator app for the camera of a phone.

use idp_core::question::QrCode;
use qrcodegen::{QrCode as Encoded, QrCodeEcc};

/// The text as a QR code; none when it is too long for one.
pub(super) fn qr_code(text: &str) -> Option<QrCode> {
    let code = Encoded::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                path.push_str(&format!("M{x} {y}h1v1h-1z"));
            }
        }
    }
    Some(QrCode {
        size: u32::try_from(code.size()).ok()?,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::qr_code;

    /// Read by a library that shares nothing with the one that writes.
    fn read(text: &str) -> String {
        const SCALE: usize = 4;
        const AROUND: usize = 4;
        let code = qr_code(text).unwrap();
        let side = code.size as usize;
        let mut dark = vec![vec![false; side]; side];
        for square in code.path.split('M').skip(1) {
            let (place, _) = square.split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            dark[y.parse::<usize>().unwrap()][x.parse::<usize>().unwrap()] = true;
        }
        let pixels = (side + 2 * AROUND) * SCALE;
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(pixels, pixels, |x, y| {
            let at = |place: usize| (place / SCALE).checked_sub(AROUND);
            let row = at(y).and_then(|y| dark.get(y));
            let is_dark = row.zip(at(x)).and_then(|(row, x)| row.get(x));
            if is_dark == Some(&true) { 0 } else { 255 }
        });
        let found = picture.detect_grids();
        found[0].decode().unwrap().1
    }

    #[test]
    fn another_library_reads_what_was_written() {
        let uri = "otpauth://totp/Acme%20%C3%9Cber:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW&issuer=Acme%20%C3%9Cber";
        assert_eq!(read(uri), uri);
        assert_eq!(read("a"), "a");
    }

    #[test]
    fn a_text_that_is_too_long_has_none() {
        assert_eq!(qr_code(&"x".repeat(3_000)), None);
    }
}
