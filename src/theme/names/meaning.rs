//! What names stand for, as far as the views tell.

use crate::theme::view::Shape;

/// What a name stands for; nothing where it could be anything.
pub(super) type Meaning = Option<&'static Shape>;

/// Whether two shapes are one. Views are told apart by their names.
pub(super) fn is_same(one: &Shape, other: &Shape) -> bool {
    match (one, other) {
        (Shape::View(one), Shape::View(other)) => one.name == other.name,
        (Shape::List(one), Shape::List(other)) | (Shape::Maybe(one), Shape::Maybe(other)) => is_same(one, other),
        (Shape::Either(a, b), Shape::Either(c, d)) => is_same(a, c) && is_same(b, d),
        (one, other) => one == other,
    }
}

/// A shape without that it may be absent.
pub(super) fn certain(shape: &'static Shape) -> &'static Shape {
    match shape {
        Shape::Maybe(shape) => certain(shape),
        shape => shape,
    }
}

/// What a field of a value stands for.
pub(super) enum FieldOf {
    /// This.
    Known(Meaning),
    /// Nobody can tell.
    Unknown,
    /// There is none; there are these.
    Missing(Vec<&'static str>),
}

pub(super) fn field_of(shape: &'static Shape, name: &str) -> FieldOf {
    match certain(shape) {
        Shape::View(view) => match view.field(name) {
            Some(field) => FieldOf::Known(Some(certain(field.shape))),
            None => FieldOf::Missing(view.fields().map(|field| field.name).collect()),
        },
        Shape::Either(one, other) => match (field_of(one, name), field_of(other, name)) {
            (FieldOf::Missing(mut one), FieldOf::Missing(other)) => {
                one.extend(other);
                FieldOf::Missing(one)
            }
            (FieldOf::Known(one), FieldOf::Known(other)) => {
                FieldOf::Known(one.zip(other).filter(|(one, other)| is_same(one, other)).map(|(one, _)| one))
            }
            (FieldOf::Known(known), FieldOf::Missing(_)) | (FieldOf::Missing(_), FieldOf::Known(known)) => {
                FieldOf::Known(known)
            }
            (FieldOf::Unknown, _) | (_, FieldOf::Unknown) => FieldOf::Unknown,
        },
        _ => FieldOf::Unknown,
    }
}
