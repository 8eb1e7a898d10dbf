//! Configuration, the disk, and the build.
