//! Configuration, the disk, and the build.
//!
//! The only floor below the commands that touches files and the environment. [`config`] reads
//! `smithy-build.json`, [`workspace`] finds the files of a model, also in [`archives`], and puts them into the source
//! map, [`build`] makes the files of a build as values, and [`write`](mod@write) puts them on
//! the disk, whole or not at all; [`workers`] readies the threads. It knows nothing of the command line, of terminals, and of how
//! reports look.

pub mod archives;
pub mod build;
pub mod config;
pub mod disk;
pub mod workers;
pub mod workspace;
pub mod write;
