//! The threads that large models are worked on with.
//!
//! It knows nothing of what they do.

use std::hint::black_box;

/// From how many bytes of text on the threads are made ready; a smaller model is done by then.
const WORTH_IT: usize = 256 * 1024;

/// How much memory each thread asks for at once: about what half of the largest real model takes.
const ROOM: usize = 30 << 20;

/// The most that glibc will take for a block of ordinary size.
const LARGEST_BLOCK: usize = (32 << 20) - 4096;

/// Makes ready for texts of so many bytes in all. Call it from the thread that then works, once.
///
/// The calling thread becomes one of the workers, so that no core waits while another hands over.
/// And each allocator of a thread is shown that much memory is wanted. Where glibc allocates, it
/// would otherwise ask the system for every 4 KB on every thread but the first, each time stopping
/// the other one: 1,800 times, and a tenth of the time, for EC2. Nothing of that room is used until
/// something is put there, so it costs addresses only, and it is freed before anything else.
pub fn prepare(bytes: usize) {
    if bytes < WORTH_IT {
        return;
    }
    let pool = rayon::ThreadPoolBuilder::new().use_current_thread();
    if pool.build_global().is_ok() {
        // glibc keeps blocks as large as the largest that was freed in its pool.
        drop(black_box(Vec::<u8>::with_capacity(LARGEST_BLOCK)));
        rayon::broadcast(|_| drop(black_box(Vec::<u8>::with_capacity(ROOM))));
    }
}
