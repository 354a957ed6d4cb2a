//! Paints the window with the processor alone, pixel by pixel as graphics cards do it.
//!
//! In: what egui drew, and its textures. Out: a picture.
//! Never needs a display or a driver; the same input gives the same picture on every machine.

use std::collections::HashMap;

use egui::epaint::{ImageData, ImageDelta, Primitive, Vertex};
use egui::{FullOutput, Mesh, Rect, TextureId, TextureOptions, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// What shows where nothing was painted: a colour that no theme has, so that a hole is noticed.
const UNPAINTED: [u8; 4] = [255, 0, 255, 255];
/// Positions and texture coordinates are rounded to this part of a pixel, as graphics cards do.
const PARTS: i64 = 256;
/// Four texels weighed in parts of a texel both ways, as a share of 1.
const TEXEL: f32 = 1.0 / (255 * PARTS * PARTS) as f32;

/// Paints what a harness shows.
#[derive(Default)]
pub struct Painter {
    textures: HashMap<TextureId, Texture>,
}

impl TestRenderer for Painter {
    // Each texture has its own changes, so their order among one another is free.
    #[allow(clippy::iter_over_hash_type)]
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.textures.entry(id).or_default().change(&change);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &egui::Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let pixels_per_point = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * pixels_per_point;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize);
        for clipped in ctx.tessellate(output.shapes.clone(), pixels_per_point) {
            let Primitive::Mesh(mesh) = clipped.primitive else {
                return Err("only a graphics card can run a paint callback".to_owned());
            };
            let Some(texture) = self.textures.get(&mesh.texture_id) else {
                return Err(format!("there is no texture {:?}", mesh.texture_id));
            };
            let clip = canvas.clip(clipped.clip_rect, pixels_per_point);
            canvas.paint(&mesh, texture, clip, pixels_per_point);
        }
        canvas.finish()
    }
}

/// A picture that triangles take their colour from.
#[derive(Default)]
struct Texture {
    width: usize,
    height: usize,
    texels: Vec<[u8; 4]>,
}

impl Texture {
    fn change(&mut self, delta: &ImageDelta) {
        assert_eq!(delta.options, TextureOptions::LINEAR, "the painter mixes neighbours and repeats nothing");
        let ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        let [left, top] = delta.pos.unwrap_or_else(|| {
            (self.width, self.height, self.texels) = (width, height, vec![[0; 4]; width * height]);
            [0, 0]
        });
        for (row, colours) in image.pixels.chunks_exact(width).enumerate() {
            let start = (top + row) * self.width + left;
            for (texel, colour) in self.texels[start..start + width].iter_mut().zip(colours) {
                *texel = colour.to_array();
            }
        }
    }

    /// The mix of the four texels around a place that is given in parts of a texel.
    fn mix(&self, x: i64, y: i64) -> [f32; 4] {
        let (x, y) = (x - PARTS / 2, y - PARTS / 2);
        let (right, lower) = ((x & (PARTS - 1)) as u32, (y & (PARTS - 1)) as u32);
        let (column, row) = (x >> 8, y >> 8);
        let parts = PARTS as u32;
        let weights = [
            ((parts - right) * (parts - lower), self.texel(column, row)),
            (right * (parts - lower), self.texel(column + 1, row)),
            ((parts - right) * lower, self.texel(column, row + 1)),
            (right * lower, self.texel(column + 1, row + 1)),
        ];
        let mut sum = [0_u32; 4];
        for (weight, texel) in weights {
            if weight > 0 {
                for channel in 0..4 {
                    sum[channel] += weight * u32::from(texel[channel]);
                }
            }
        }
        [sum[0] as f32 * TEXEL, sum[1] as f32 * TEXEL, sum[2] as f32 * TEXEL, sum[3] as f32 * TEXEL]
    }

    fn texel(&self, column: i64, row: i64) -> [u8; 4] {
        let column = column.clamp(0, self.width as i64 - 1) as usize;
        let row = row.clamp(0, self.height as i64 - 1) as usize;
        self.texels[row * self.width + column]
    }
}

/// Whole pixels from the first to before the last.
#[derive(Clone, Copy)]
struct Clip {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

struct Canvas {
    width: usize,
    height: usize,
    bytes: Vec<u8>,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self { width, height, bytes: UNPAINTED.repeat(width * height) }
    }

    fn clip(&self, clip: Rect, pixels_per_point: f32) -> Clip {
        let pixel = |point: f32, most: usize| ((point * pixels_per_point).round() as i64).clamp(0, most as i64);
        Clip {
            left: pixel(clip.min.x, self.width),
            top: pixel(clip.min.y, self.height),
            right: pixel(clip.max.x, self.width),
            bottom: pixel(clip.max.y, self.height),
        }
    }

    fn paint(&mut self, mesh: &Mesh, texture: &Texture, clip: Clip, pixels_per_point: f32) {
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |at: usize| Corner::new(&mesh.vertices[corners[at] as usize], texture, pixels_per_point);
            if let Some(triangle) = Triangle::new(corner(0), corner(1), corner(2)) {
                self.fill(&triangle, texture, clip);
            }
        }
    }

    fn fill(&mut self, triangle: &Triangle, texture: &Texture, clip: Clip) {
        let [top, bottom] = triangle.rows(clip);
        let plain = triangle.plain_colour(texture);
        let solid = plain.filter(|colour| colour[3] >= 254.5).map(|colour| colour.map(|channel| (channel + 0.5) as u8));
        let solid_row = solid.map(|colour| colour.repeat((clip.right - clip.left).max(0) as usize));
        for row in top..bottom {
            let [left, right] = triangle.span(row, clip);
            if left >= right {
                continue;
            }
            let start = (row as usize * self.width + left as usize) * 4;
            let bytes = &mut self.bytes[start..start + (right - left) as usize * 4];
            match (&solid_row, plain) {
                (Some(solid), _) => bytes.copy_from_slice(&solid[..bytes.len()]),
                (None, Some(colour)) => bytes.chunks_exact_mut(4).for_each(|pixel| blend(pixel, colour)),
                (None, None) => triangle.shade(bytes, texture, left, row),
            }
        }
    }

    fn finish(self) -> Result<RgbaImage, String> {
        let (width, height) = (self.width as u32, self.height as u32);
        RgbaImage::from_raw(width, height, self.bytes).ok_or_else(|| "the picture has another size".to_owned())
    }
}

/// Lays a colour, already multiplied by its alpha, over a pixel.
fn blend(pixel: &mut [u8], colour: [f32; 4]) {
    let through = 1.0 - colour[3] / 255.0;
    for channel in 0..4 {
        pixel[channel] = (colour[channel] + f32::from(pixel[channel]) * through + 0.5) as u8;
    }
}

/// A corner of a triangle.
#[derive(Clone, Copy)]
struct Corner {
    /// In parts of a pixel.
    x: i64,
    y: i64,
    /// Red, green, blue, alpha; then the place in the texture in parts of a texel.
    values: [f64; 6],
}

impl Corner {
    fn new(vertex: &Vertex, texture: &Texture, pixels_per_point: f32) -> Self {
        let parts = |point: f32| (f64::from(point * pixels_per_point) * PARTS as f64).round() as i64;
        let [red, green, blue, alpha] = vertex.color.to_array().map(f64::from);
        let across = f64::from(vertex.uv.x) * (texture.width as i64 * PARTS) as f64;
        let down = f64::from(vertex.uv.y) * (texture.height as i64 * PARTS) as f64;
        Self { x: parts(vertex.pos.x), y: parts(vertex.pos.y), values: [red, green, blue, alpha, across, down] }
    }
}

/// A side of a triangle: a pixel lies within where `across * x + down * y + start` is not negative.
#[derive(Clone, Copy)]
struct Side {
    across: i64,
    down: i64,
    start: i64,
}

impl Side {
    fn new(from: Corner, to: Corner) -> Self {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        // A pixel on the line between two triangles belongs to the one that has it at its top or left.
        let is_top_or_left = dy < 0 || (dy == 0 && dx > 0);
        let middle = PARTS / 2;
        let start = dx * (middle - from.y) - dy * (middle - from.x) - i64::from(!is_top_or_left);
        Self { across: -dy * PARTS, down: dx * PARTS, start }
    }
}

struct Triangle {
    corners: [Corner; 3],
    sides: [Side; 3],
    /// How each value changes from pixel to pixel, across and down.
    slopes: [[f64; 2]; 6],
}

impl Triangle {
    /// `None` where there is nothing to fill.
    fn new(a: Corner, b: Corner, c: Corner) -> Option<Self> {
        let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        let (b, c) = if area < 0 { (c, b) } else { (b, c) };
        let scale = PARTS as f64 / area.abs() as f64;
        let mut slopes = [[0.0; 2]; 6];
        for (at, slope) in slopes.iter_mut().enumerate() {
            let (to_b, to_c) = (b.values[at] - a.values[at], c.values[at] - a.values[at]);
            let across = to_b * (c.y - a.y) as f64 - to_c * (b.y - a.y) as f64;
            let down = to_c * (b.x - a.x) as f64 - to_b * (c.x - a.x) as f64;
            *slope = [across * scale, down * scale];
        }
        let sides = [Side::new(a, b), Side::new(b, c), Side::new(c, a)];
        (area != 0).then_some(Self { corners: [a, b, c], sides, slopes })
    }

    fn rows(&self, clip: Clip) -> [i64; 2] {
        let [a, b, c] = self.corners.map(|corner| corner.y);
        let (top, bottom) = (a.min(b).min(c), a.max(b).max(c));
        [top.div_euclid(PARTS).max(clip.top), (bottom.div_euclid(PARTS) + 1).min(clip.bottom)]
    }

    /// The pixels of a row whose middle lies within.
    fn span(&self, row: i64, clip: Clip) -> [i64; 2] {
        let (mut left, mut right) = (clip.left, clip.right);
        for side in self.sides {
            let start = side.start + side.down * row;
            match side.across.signum() {
                1 => left = left.max(-start.div_euclid(side.across)),
                -1 => right = right.min(start.div_euclid(-side.across) + 1),
                _ if start < 0 => return [0, 0],
                _ => {}
            }
        }
        [left, right]
    }

    /// The colour, where it is the same everywhere.
    fn plain_colour(&self, texture: &Texture) -> Option<[f32; 4]> {
        let is_plain = self.slopes.iter().all(|slope| *slope == [0.0, 0.0]);
        let [a, ..] = self.corners;
        is_plain.then(|| shaded(a.values, texture))
    }

    fn shade(&self, bytes: &mut [u8], texture: &Texture, left: i64, row: i64) {
        let [a, ..] = self.corners;
        let middle = PARTS / 2;
        let right_by = (left * PARTS + middle - a.x) as f64 / PARTS as f64;
        let down_by = (row * PARTS + middle - a.y) as f64 / PARTS as f64;
        let mut values = a.values;
        for (value, [across, down]) in values.iter_mut().zip(self.slopes) {
            *value += across * right_by + down * down_by;
        }
        for pixel in bytes.chunks_exact_mut(4) {
            let colour = shaded(values, texture);
            if colour != [0.0; 4] {
                blend(pixel, colour);
            }
            for (value, [across, _]) in values.iter_mut().zip(self.slopes) {
                *value += across;
            }
        }
    }
}

/// A corner's colour times that of the texture: as the numbers stand, which is how egui wants text to look.
fn shaded(values: [f64; 6], texture: &Texture) -> [f32; 4] {
    let [red, green, blue, alpha, across, down] = values;
    let texel = texture.mix(across.round() as i64, down.round() as i64);
    [red as f32 * texel[0], green as f32 * texel[1], blue as f32 * texel[2], alpha as f32 * texel[3]]
}

#[cfg(test)]
mod tests {
    use egui::epaint::{Color32, ColorImage, pos2};

    use super::*;

    const WHITE: Color32 = Color32::WHITE;
    const HALF: Color32 = Color32::from_rgba_premultiplied(100, 0, 0, 128);

    fn texture(size: [usize; 2], texels: &[Color32]) -> Texture {
        let mut texture = Texture::default();
        texture.change(&ImageDelta::full(ColorImage::new(size, texels.to_vec()), TextureOptions::LINEAR));
        texture
    }

    fn quad(points: [[f32; 2]; 4], colour: Color32) -> Mesh {
        let corners = points.map(|[x, y]| Vertex { pos: pos2(x, y), uv: pos2(0.0, 0.0), color: colour });
        Mesh { indices: vec![0, 1, 2, 2, 1, 3], vertices: corners.to_vec(), ..Mesh::default() }
    }

    fn painted(mesh: &Mesh, texture: &Texture, clip: Rect) -> Vec<[u8; 4]> {
        let mut canvas = Canvas::new(4, 4);
        let clip = canvas.clip(clip, 1.0);
        canvas.paint(mesh, texture, clip, 1.0);
        canvas.bytes.chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2], pixel[3]]).collect()
    }

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
        Rect::from_min_max(pos2(left, top), pos2(right, bottom))
    }

    #[test]
    fn two_triangles_paint_each_pixel_of_their_square_once() {
        let square = quad([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [4.0, 4.0]], HALF);
        let pixels = painted(&square, &texture([1, 1], &[WHITE]), Rect::EVERYTHING);
        assert_eq!(pixels, [[227, 0, 127, 255]; 16]);
    }

    #[test]
    fn triangles_around_a_point_leave_no_gap_and_do_not_overlap() {
        let corners = [[2.0, 2.0], [0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]];
        let vertices = corners.map(|[x, y]| Vertex { pos: pos2(x, y), uv: pos2(0.0, 0.0), color: HALF });
        let indices = vec![0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 1, 4];
        let mesh = Mesh { indices, vertices: vertices.to_vec(), ..Mesh::default() };
        assert_eq!(painted(&mesh, &texture([1, 1], &[WHITE]), Rect::EVERYTHING), [[227, 0, 127, 255]; 16]);
    }

    #[test]
    fn nothing_is_painted_outside_the_clip() {
        let square = quad([[-9.0, -9.0], [9.0, -9.0], [-9.0, 9.0], [9.0, 9.0]], WHITE);
        let pixels = painted(&square, &texture([1, 1], &[WHITE]), rect(1.0, 1.0, 3.0, 2.0));
        let white: Vec<usize> = (0..16).filter(|at| pixels[*at] == [255; 4]).collect();
        assert_eq!(white, [5, 6]);
    }

    #[test]
    fn a_texture_is_mixed_between_its_texels() {
        let mut square = quad([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [4.0, 4.0]], WHITE);
        for (vertex, uv) in square.vertices.iter_mut().zip([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]) {
            vertex.uv = uv.into();
        }
        let pixels = painted(&square, &texture([2, 1], &[Color32::BLACK, WHITE]), Rect::EVERYTHING);
        let reds: Vec<u8> = pixels[..4].iter().map(|pixel| pixel[0]).collect();
        assert_eq!(reds, [0, 64, 191, 255]);
    }

    #[test]
    fn a_part_of_a_texture_can_change() {
        let mut texture = texture([2, 2], &[Color32::BLACK; 4]);
        let patch = ColorImage::new([1, 2], vec![WHITE; 2]);
        texture.change(&ImageDelta::partial([1, 0], patch, TextureOptions::LINEAR));
        assert_eq!(texture.texels, [[0, 0, 0, 255], [255; 4], [0, 0, 0, 255], [255; 4]]);
    }
}
