//! The signs of kinds and severities, as the default theme draws them in a square of 16.

/// A drawn sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Extreme: an octagon with a mark of exclamation.
    Octagon,
    /// Severe, and notices.
    Triangle,
    /// Moderate, and events.
    Diamond,
    /// Minor, and news.
    Circle,
    /// Unknown, and documents.
    Square,
    /// Programmes.
    Bar,
    /// Organisations.
    Ring,
    /// People.
    Person,
    /// Everything else.
    Dot,
}

impl Shape {
    /// Whether a point of the square belongs to it.
    pub(super) fn has(self, x: f32, y: f32) -> bool {
        let within = |middle_x: f32, middle_y: f32, wide: f32, high: f32| {
            ((x - middle_x) / wide).powi(2) + ((y - middle_y) / high).powi(2) <= 1.0
        };
        let between =
            |left: f32, top: f32, right: f32, bottom: f32| (left..=right).contains(&x) && (top..=bottom).contains(&y);
        match self {
            Shape::Octagon => {
                let is_mark = between(7.0, 3.0, 9.0, 9.0) || between(7.0, 10.5, 9.0, 13.0);
                (x - 8.0).abs() + (y - 8.0).abs() <= 11.3 && !is_mark
            }
            Shape::Triangle => (1.0..=15.0).contains(&y) && (x - 8.0).abs() <= (y - 1.0) * 7.5 / 14.0,
            Shape::Diamond => (x - 8.0).abs() + (y - 8.0).abs() <= 7.5,
            Shape::Circle => within(8.0, 8.0, 6.5, 6.5),
            Shape::Square => between(2.0, 2.0, 14.0, 14.0),
            Shape::Bar => between(0.0, 5.0, 16.0, 11.0),
            Shape::Ring => within(8.0, 8.0, 7.0, 7.0) && !within(8.0, 8.0, 3.8, 3.8),
            Shape::Person => within(8.0, 4.5, 3.5, 3.5) || (y <= 15.0 && within(8.0, 15.0, 6.5, 6.0)),
            Shape::Dot => within(8.0, 8.0, 3.5, 3.5),
        }
    }
}
