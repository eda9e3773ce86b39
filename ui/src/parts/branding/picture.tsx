import { useEffect, useRef, useState } from "react";
import { branding as text } from "../../messages/branding.ts";

interface PictureProps {
  /** A PNG in base64, made by Rust. */
  png: string;
  /** What it shows. */
  label: string;
}

/**
 * A picture that comes as bytes. It is drawn, because the content security policy shows images
 * of the console's own files only, and shall go on doing so.
 */
export function Picture({ png, label }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    let left = false;
    const file = new Blob([bytesOf(png)], { type: "image/png" });
    const draw = (bitmap: ImageBitmap) => {
      const place = canvas.current;
      if (place !== null && !left) {
        place.width = bitmap.width;
        place.height = bitmap.height;
        place.getContext("2d")?.drawImage(bitmap, 0, 0);
        setBroken(false);
      }
      bitmap.close();
    };
    createImageBitmap(file).then(draw, () => setBroken(true));
    return () => {
      left = true;
    };
  }, [png]);
  return (
    <>
      <canvas ref={canvas} role="img" aria-label={label} className="logo" hidden={broken} />
      {broken ? text.notShown : null}
    </>
  );
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
