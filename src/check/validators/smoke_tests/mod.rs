//! The validators of `smithy.test#smokeTests`.

pub(super) mod cases;
pub(super) mod ids;
