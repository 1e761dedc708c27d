//! What fields of views hold: texts, HTML, addresses, other views, lists of them, or nothing.

use std::marker::PhantomData;

use super::{Shape, Shown, View};
use crate::theme::value::{Value, none, safe};

/// A view made once, to be shared: handing it on is a counter's increment.
#[derive(Debug)]
pub struct Shared<V>(Value, PhantomData<fn() -> V>);

impl<V> Shared<V> {
    /// The value itself.
    pub fn value(&self) -> &Value {
        &self.0
    }
}

impl<V> Clone for Shared<V> {
    fn clone(&self) -> Shared<V> {
        Shared(self.0.clone(), PhantomData)
    }
}

impl<V: View + Into<Value>> From<V> for Shared<V> {
    fn from(view: V) -> Shared<V> {
        Shared(view.into(), PhantomData)
    }
}

impl<V> Shared<V> {
    /// A view that has these fields and more where only these are asked for.
    pub fn of<W: Into<Value> + MoreThan<V>>(view: W) -> Shared<V> {
        Shared(view.into(), PhantomData)
    }
}

/// A view with all fields of another.
pub trait MoreThan<V> {}

impl<V: View> Shown for Shared<V> {
    const SHAPE: &'static Shape = &Shape::View(V::ABOUT);
    fn shown(self) -> Value {
        self.0
    }
}

impl<T: Shown> Shown for Option<T> {
    const SHAPE: &'static Shape = &Shape::Maybe(T::SHAPE);
    fn shown(self) -> Value {
        self.map_or_else(none, Shown::shown)
    }
}

impl<T: Shown> Shown for Vec<T> {
    const SHAPE: &'static Shape = &Shape::List(T::SHAPE);
    fn shown(self) -> Value {
        self.into_iter().map(Shown::shown).collect::<Vec<Value>>().into()
    }
}

impl Shown for bool {
    const SHAPE: &'static Shape = &Shape::Flag;
    fn shown(self) -> Value {
        self.into()
    }
}

/// Numbers, shown as they are.
macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Shown for $number {
            const SHAPE: &'static Shape = &Shape::Number;
            fn shown(self) -> Value {
                self.into()
            }
        }
    )*};
}

numbers!(u8, u16, i16, u32, usize);

/// Values of one shape, made from texts by `$make`.
macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident = $shape:ident by $make:expr;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        pub struct $name(Value);

        impl $name {
            /// One that is a value already.
            pub fn of(value: Value) -> $name {
                $name(value)
            }

            /// Its letters.
            pub fn as_str(&self) -> &str {
                self.0.as_str().unwrap_or_default()
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> $name {
                let make = $make;
                $name(make(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> $name {
                $name::from(text.as_str())
            }
        }

        impl Shown for $name {
            const SHAPE: &'static Shape = &Shape::$shape;
            fn shown(self) -> Value {
                self.0
            }
        }
    )*};
}

texts! {
    /// A text.
    Text = Text by Value::from;
    /// HTML.
    Html = Html by safe;
    /// An address.
    Url = Url by Value::from;
}

/// A value of any form.
#[derive(Clone, Debug)]
pub struct Free(pub Value);

impl Shown for Free {
    const SHAPE: &'static Shape = &Shape::Free;
    fn shown(self) -> Value {
        self.0
    }
}

/// The texts of the interface.
#[derive(Clone, Debug)]
pub struct AllTexts(pub Value);

impl Shown for AllTexts {
    const SHAPE: &'static Shape = &Shape::Texts;
    fn shown(self) -> Value {
        self.0
    }
}

/// One of two.
#[derive(Clone, Debug)]
pub enum Either<A, B> {
    /// The one.
    One(A),
    /// The other.
    Other(B),
}

impl<A: Shown, B: Shown> Shown for Either<A, B> {
    const SHAPE: &'static Shape = &Shape::Either(A::SHAPE, B::SHAPE);
    fn shown(self) -> Value {
        match self {
            Either::One(one) => one.shown(),
            Either::Other(other) => other.shown(),
        }
    }
}

/// A value that is made only for templates that name it.
#[derive(Clone, Debug)]
pub enum Asked<T> {
    /// A template names it.
    Made(T),
    /// None does.
    LeftOut,
}

impl<T> Asked<T> {
    /// Made if it is asked for.
    pub fn when(is_asked: bool, make: impl FnOnce() -> T) -> Asked<T> {
        if is_asked { Asked::Made(make()) } else { Asked::LeftOut }
    }
}

impl<T: Shown> Shown for Asked<T> {
    const SHAPE: &'static Shape = T::SHAPE;
    fn shown(self) -> Value {
        match self {
            Asked::Made(made) => made.shown(),
            Asked::LeftOut => Value::undefined(),
        }
    }
}
