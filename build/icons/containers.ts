/** The icon containers of Windows and macOS, filled with PNG images. Pure. */

export interface PngImage {
  /** Width and height in pixels. */
  size: number;
  png: Buffer;
}

/** A Windows icon. Sizes 1..256; Windows reads PNG entries since Vista. */
export function ico(images: readonly PngImage[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2); // type: icon
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, png }, index) => {
    if (size < 1 || size > 256) throw new RangeError(`An icon of ${size} pixels does not fit into an ICO file`);
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at); // 0 stands for 256
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4); // colour planes
    head.writeUInt16LE(32, at + 6); // bits per pixel
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/**
 * Types of an icon family that may hold a PNG, with their size in pixels. Those of 16 and 32 points at single density
 * are left out: several versions of macOS misread a PNG there and scale the next one down well.
 */
const ICNS_TYPES: readonly (readonly [string, number])[] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** A macOS icon. Needs images of 32, 64, 128, 256, 512 and 1024 pixels. */
export function icns(images: readonly PngImage[]): Buffer {
  const parts = ICNS_TYPES.map(([type, size]) => {
    const image = images.find((one) => one.size === size);
    if (image === undefined) throw new RangeError(`An icon of ${size} pixels is missing`);
    return entry(type, image.png);
  });
  return entry('icns', Buffer.concat(parts));
}

function entry(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}
