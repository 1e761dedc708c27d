//! Which elements and attributes a drawing may have.

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// It stays.
    Kept,
    /// It goes, and what is in it stays: links lead nowhere in a picture.
    Unwrapped,
    /// It stays where its text is safe.
    Style,
    /// A note of an editor: it goes silently.
    Noted,
    /// It could do harm.
    Refused,
    /// Nobody knows what it does.
    Unknown,
}

/// What becomes of an element of SVG.
pub(super) fn treatment(name: &str) -> Treatment {
    match name {
        "a" => Treatment::Unwrapped,
        "style" => Treatment::Style,
        "metadata" => Treatment::Noted,
        "animate" | "animateColor" | "animateMotion" | "animateTransform" | "audio" | "canvas" | "discard"
        | "embed" | "foreignObject" | "handler" | "iframe" | "listener" | "mpath" | "object" | "script" | "set"
        | "video" => Treatment::Refused,
        _ if ELEMENTS.contains(&name) => Treatment::Kept,
        _ => Treatment::Unknown,
    }
}

/// Whether an attribute may stay; `href`, which may too, is looked at by itself.
pub(super) fn is_attribute(name: &str) -> bool {
    name.starts_with("aria-") || ATTRIBUTES.binary_search(&name).is_ok()
}

#[rustfmt::skip]
const ELEMENTS: [&str; 53] = [
    "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite",
    "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA",
    "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset",
    "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "filter", "g", "image", "line",
    "linearGradient", "marker", "mask", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "svg",
    "switch", "symbol", "text", "textPath", "title", "tref", "tspan", "use",
];

/// Sorted.
#[rustfmt::skip]
const ATTRIBUTES: [&str; 176] = [
    "alignment-baseline", "amplitude", "azimuth", "baseFrequency", "baseline-shift", "bias", "class", "clip",
    "clip-path", "clip-rule", "clipPathUnits", "color", "color-interpolation", "color-interpolation-filters",
    "color-rendering", "cx", "cy", "d", "diffuseConstant", "direction", "display", "divisor", "dominant-baseline",
    "dx", "dy", "edgeMode", "elevation", "exponent", "fill", "fill-opacity", "fill-rule", "filter", "filterUnits",
    "flood-color", "flood-opacity", "focusable", "font", "font-family", "font-feature-settings", "font-kerning",
    "font-size", "font-size-adjust", "font-stretch", "font-style", "font-variant", "font-variant-numeric",
    "font-weight", "fr", "fx", "fy", "glyph-orientation-horizontal", "glyph-orientation-vertical",
    "gradientTransform", "gradientUnits", "height", "id", "image-rendering", "in", "in2", "intercept", "isolation",
    "k1", "k2", "k3", "k4", "kernelMatrix", "kernelUnitLength", "kerning", "lang", "lengthAdjust", "letter-spacing",
    "lighting-color", "limitingConeAngle", "line-height", "marker-end", "marker-mid", "marker-start", "markerHeight",
    "markerUnits", "markerWidth", "mask", "mask-type", "maskContentUnits", "maskUnits", "mix-blend-mode", "mode",
    "numOctaves", "offset", "opacity", "operator", "order", "orient", "overflow", "paint-order", "path", "pathLength",
    "patternContentUnits", "patternTransform", "patternUnits", "pointer-events", "points", "pointsAtX", "pointsAtY",
    "pointsAtZ", "preserveAlpha", "preserveAspectRatio", "primitiveUnits", "r", "radius", "refX", "refY",
    "requiredExtensions", "requiredFeatures", "result", "role", "rotate", "rx", "ry", "scale", "seed",
    "shape-rendering", "side", "slope", "spacing", "specularConstant", "specularExponent", "spreadMethod",
    "startOffset", "stdDeviation", "stitchTiles", "stop-color", "stop-opacity", "stroke", "stroke-dasharray",
    "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width",
    "style", "surfaceScale", "systemLanguage", "tableValues", "targetX", "targetY", "text-align", "text-anchor",
    "text-decoration", "text-rendering", "textLength", "title", "transform", "transform-box", "transform-origin",
    "type", "unicode-bidi", "values", "vector-effect", "viewBox", "visibility", "white-space", "width",
    "word-spacing", "writing-mode", "x", "x1", "x2", "xChannelSelector", "xml:lang", "xml:space", "y", "y1", "y2",
    "yChannelSelector", "z",
];

#[cfg(test)]
mod tests {
    use super::ATTRIBUTES;

    #[test]
    fn attributes_are_sorted() {
        assert!(ATTRIBUTES.is_sorted());
    }
}
