use super::{FILE_MAX, KEPT, LogoError, draw_anew};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut file), format)
        .unwrap();
    file
}

fn plain(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_pixel(width, height, Rgb([200, 30, 30])).into()
}

fn kept(file: Vec<u8>) -> DynamicImage {
    let png = draw_anew(file).unwrap();
    assert_eq!(image::guess_format(&png).unwrap(), ImageFormat::Png);
    image::load_from_memory(&png).unwrap()
}

#[test]
fn a_small_picture_keeps_its_size_and_what_can_be_seen_through() {
    let mut picture = RgbaImage::from_pixel(40, 30, Rgba([0, 0, 0, 0]));
    picture.put_pixel(3, 4, Rgba([9, 8, 7, 255]));
    let kept = kept(file(&picture.into(), ImageFormat::Png)).into_rgba8();
    assert_eq!(kept.dimensions(), (40, 30));
    assert_eq!(kept.get_pixel(3, 4).0, [9, 8, 7, 255]);
    assert_eq!(kept.get_pixel(0, 0).0[3], 0);
}

#[test]
fn a_large_picture_is_made_to_fit_in_its_proportions() {
    for (format, size, wanted) in [
        (ImageFormat::Png, (960, 160), (480, 80)),
        (ImageFormat::Jpeg, (100, 1600), (10, 160)),
        (ImageFormat::Jpeg, (900, 900), (160, 160)),
        (ImageFormat::Png, (4096, 1), (480, 1)),
    ] {
        let kept = kept(file(&plain(size.0, size.1), format));
        assert_eq!((kept.width(), kept.height()), wanted);
        assert!(kept.width() <= KEPT.0 && kept.height() <= KEPT.1);
    }
}

#[test]
fn nothing_of_the_file_is_kept_but_the_picture() {
    let mut png = file(&plain(8, 8), ImageFormat::Png);
    png.extend(b"<script>mark of a stranger</script>");
    let made = draw_anew(png).unwrap();
    assert!(!made.windows(4).any(|part| part == b"mark"));
}

#[test]
fn what_is_no_picture_is_refused_with_the_reason() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>";
    let mut gif = b"GIF89a".to_vec();
    gif.extend([0; 64]);
    for nothing in [svg.to_vec(), gif, b"RIFF....WEBPVP8 ".to_vec(), Vec::new()] {
        assert_eq!(draw_anew(nothing), Err(LogoError::Unknown));
    }
    let whole = file(&plain(64, 64), ImageFormat::Png);
    for end in [20, whole.len() / 2] {
        assert_eq!(draw_anew(whole[..end].to_vec()), Err(LogoError::Unreadable));
    }
    assert_eq!(draw_anew(vec![0; FILE_MAX + 1]), Err(LogoError::TooLarge));
    let wide = file(&plain(4097, 1), ImageFormat::Png);
    assert_eq!(draw_anew(wide), Err(LogoError::TooManyPixels));
}

/// A few bytes that say they are a picture of 64 gigapixels.
#[test]
fn a_header_that_promises_too_much_takes_no_memory() {
    let mut png = file(&plain(1, 1), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 3, 255, 255, 0, 3, 255, 255]);
    assert!(matches!(
        draw_anew(png),
        Err(LogoError::TooManyPixels | LogoError::Unreadable)
    ));
}
