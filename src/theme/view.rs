//! Views: what templates see. One description gives the structure a page fills, the value Tera gets, and the
//! table of its fields that `docs/themes.md` shows and that names in templates are checked against.

mod holds;

use super::Values;
use super::value::{Object, Value};
pub use holds::{AllTexts, Asked, Either, Free, Html, MoreThan, Shared, Text, Url};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text; it is escaped where it is shown.
    Text,
    /// HTML; it is shown as it is.
    Html,
    /// An address, ready to use.
    Url,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// The texts of the interface, by key.
    Texts,
    /// Whatever authors or the portal put there.
    Free,
    /// Another view.
    View(&'static Description),
    /// A list.
    List(&'static Shape),
    /// That, or nothing.
    Maybe(&'static Shape),
    /// One or the other.
    Either(&'static Shape, &'static Shape),
}

/// A field of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What templates call it.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// What it holds.
    pub shape: &'static Shape,
}

/// A view as theme authors are told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description {
    /// What it is called in the documentation.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// The view whose fields it has too.
    pub base: Option<&'static Description>,
    /// Its own fields.
    pub own: &'static [Field],
}

impl Description {
    /// All its fields: those of its base that it does not have itself, then its own.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        let own = self.own;
        let is_own = move |field: &&'static Field| own.iter().any(|known| known.name == field.name);
        let inherited: Vec<&Field> = self.base.map(|base| base.fields().collect()).unwrap_or_default();
        inherited.into_iter().filter(move |field| !is_own(field)).chain(own)
    }

    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.name == name)
    }
}

/// What may stand in a field of a view.
pub trait Shown {
    /// What templates are told of it.
    const SHAPE: &'static Shape;
    /// What templates get.
    fn shown(self) -> Value;
}

/// A view: see [`view!`](crate::view).
pub trait View: Sized {
    /// Its fields.
    const ABOUT: &'static Description;
    /// Hands over every field.
    fn each(self, take: impl FnMut(&'static str, Value));

    /// Gives a template every field as a value of its own. What was left out is not given.
    fn give(self, values: &mut Values) {
        self.each(|name, value| {
            if !value.is_undefined() {
                values.insert(name, value);
            }
        });
    }
}

/// The name of a field as templates write it: `type` for `r#type`.
pub const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', rest @ ..] => match std::str::from_utf8(rest) {
            Ok(rest) => rest,
            Err(_) => name,
        },
        _ => name,
    }
}

/// The value of a view: the fields of what it is more than, then its own.
pub fn value<V: View>(base: Option<&Value>, view: V) -> Value {
    let own = V::ABOUT.own.len();
    let mut object = base.map_or_else(|| Object::with_room(own), |base| Object::from_value(base, own));
    view.each(|name, value| object.set(name, value));
    object.into()
}

/// Defines a view: the structure, its value and its description in one. `: Base` has all fields of another
/// view besides its own, which win over those of the same name.
#[macro_export]
#[doc(hidden)]
macro_rules! view {
    ($(#[doc = $doc:literal])* struct $name:ident as $called:literal $(: $base:ident)? {
        $($(#[doc = $about:literal])* $field:ident: $type:ty,)*
    }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            $(
                /// What it is more than.
                pub base: $crate::theme::view::Shared<$base>,
            )?
            $($(#[doc = $about])* pub $field: $type,)*
        }

        impl $crate::theme::view::View for $name {
            const ABOUT: &'static $crate::theme::view::Description = &$crate::theme::view::Description {
                name: $called,
                about: concat!($($doc),*),
                base: $crate::view!(@base $($base)?),
                own: &[$($crate::theme::view::Field {
                    name: $crate::theme::view::plain(stringify!($field)),
                    about: concat!($($about),*),
                    shape: <$type as $crate::theme::view::Shown>::SHAPE,
                }),*],
            };

            fn each(self, mut take: impl FnMut(&'static str, $crate::theme::Value)) {
                $(take(
                    const { $crate::theme::view::plain(stringify!($field)) },
                    $crate::theme::view::Shown::shown(self.$field),
                );)*
            }
        }

        impl From<$name> for $crate::theme::Value {
            fn from(view: $name) -> $crate::theme::Value {
                let base = $crate::view!(@value view $($base)?);
                $crate::theme::view::value(base.as_ref(), view)
            }
        }

        impl $crate::theme::view::Shown for $name {
            const SHAPE: &'static $crate::theme::view::Shape =
                &$crate::theme::view::Shape::View(<$name as $crate::theme::view::View>::ABOUT);
            fn shown(self) -> $crate::theme::Value {
                self.into()
            }
        }

        $(impl $crate::theme::view::MoreThan<$base> for $name {})?
    };
    (@base) => { None };
    (@base $base:ident) => { Some(<$base as $crate::theme::view::View>::ABOUT) };
    (@value $view:ident) => { None::<$crate::theme::Value> };
    (@value $view:ident $base:ident) => { Some($view.base.value().clone()) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::value::field;

    view! {
        /// A thing
        /// of a test.
        struct Thing as "thing" {
            /// What it is called.
            title: Text,
            /// Its sort.
            r#type: Option<Text>,
        }
    }

    view! {
        /// More.
        struct More as "more": Thing {
            /// Another name.
            title: Text,
            /// The parts.
            parts: Vec<Thing>,
            /// What hardly anybody wants.
            rest: Asked<usize>,
        }
    }

    fn thing() -> Thing {
        Thing { title: "One".into(), r#type: Some("plain".into()) }
    }

    #[test]
    fn a_view_is_a_value_with_its_fields_in_order() {
        let value = Value::from(thing());
        let names: Vec<String> = value.as_map().expect("a map").keys().map(ToString::to_string).collect();
        assert_eq!(names, ["title", "type"]);
    }

    #[test]
    fn own_fields_win_over_those_of_the_base() {
        let more = More { base: thing().into(), title: "Two".into(), parts: vec![thing()], rest: Asked::LeftOut };
        let value = Value::from(more);
        assert_eq!(field(&value, "title").and_then(Value::as_str), Some("Two"));
        assert_eq!(field(&value, "type").and_then(Value::as_str), Some("plain"));
        let names: Vec<&str> = More::ABOUT.fields().map(|field| field.name).collect();
        assert_eq!(names, ["type", "title", "parts", "rest"]);
        assert_eq!(More::ABOUT.field("parts").map(|field| *field.shape), Some(Shape::List(Thing::SHAPE)));
    }

    #[test]
    fn what_is_told_of_a_view_stands_above_its_fields() {
        assert_eq!(Thing::ABOUT.about, " A thing of a test.");
        assert_eq!(Thing::ABOUT.own[1].shape, &Shape::Maybe(&Shape::Text));
    }
}
