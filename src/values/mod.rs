//! Does this node fit this shape?
