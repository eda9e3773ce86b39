//! The picture that is the logo. What a file says it is does not count: only what it holds.

use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Largest file, in bytes.
const FILE_MAX: usize = 2 * 1024 * 1024;
/// Longest side of a picture that is read, in pixels.
const SIDE_MAX: u32 = 4096;
/// Most memory that reading it may take, in bytes.
const MEMORY_MAX: u64 = 128 * 1024 * 1024;
/// What is kept has at most this width and height in pixels: twice of what is shown, for
/// screens with two pixels to one.
const KEPT: (u32, u32) = (480, 160);

/// Why a picture cannot be the logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// The file is too large.
    #[error("This file is larger than 2 MiB.")]
    TooLarge,
    /// Something else than a PNG or JPEG, an SVG perhaps.
    #[error("This is neither a PNG nor a JPEG picture.")]
    Unknown,
    /// More pixels than are read.
    #[error("This picture has more than 4096 pixels on one side.")]
    TooManyPixels,
    /// Damaged.
    #[error("This picture is damaged and cannot be shown.")]
    Unreadable,
}

/// The picture as a PNG of a size that fits, without anything else that was in the file.
pub(super) fn draw_anew(file: Vec<u8>) -> Result<Vec<u8>, LogoError> {
    if file.len() > FILE_MAX {
        return Err(LogoError::TooLarge);
    }
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| LogoError::Unknown)?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return Err(LogoError::Unknown);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| LogoError::Unreadable)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > SIDE_MAX {
        return Err(LogoError::TooManyPixels);
    }
    // How a camera was held is written beside the picture, not in it.
    let orientation = decoder.orientation().map_err(|_| LogoError::Unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| LogoError::Unreadable)?;
    picture.apply_orientation(orientation);
    if picture.width() > KEPT.0 || picture.height() > KEPT.1 {
        picture = picture.resize(KEPT.0, KEPT.1, FilterType::Lanczos3);
    }
    let mut png = Vec::new();
    DynamicImage::ImageRgba8(picture.into_rgba8())
        .write_with_encoder(PngEncoder::new(&mut png))
        .map_err(|_| LogoError::Unreadable)?;
    Ok(png)
}

#[cfg(test)]
mod tests;
