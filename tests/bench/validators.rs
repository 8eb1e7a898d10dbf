//! The five slowest validators on EC2's JSON AST.
//!
//! Every validator runs alone, on a context of its own, so that the indexes it asks for are its own
//! cost; then once more, with those indexes there (`again`). What is made for all before the first
//! of them has a row of its own. Beside them stands the check as a whole, in which they run at once
//! and share.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use smithyc::check::{self, Context};
use smithyc::diag::Diagnostics;
use smithyc::load;
use smithyc::model::Model;
use smithyc::text::{Origin, SourceMap};

const SLOWEST: usize = 5;
/// How often each runs to find the slowest, and how often those run to be measured.
const ROUNDS: usize = 3;
const SAMPLES: usize = 15;

fn main() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/models/aws/ec2.json");
    let Ok(text) = fs::read_to_string(file) else {
        println!("../shared is absent: no model that validators take long for");
        return;
    };
    let mut sources = SourceMap::new();
    let file = sources.add("ec2.json", text, Origin::User);
    let (model, _) = load::load(&mut sources, &[file], &load::Options::default());

    let mut all: Vec<(&str, Taken)> = check::validators()
        .map(|name| (name, alone(name, ROUNDS, &model, &sources)))
        .collect();
    all.sort_by_key(|(_, taken)| std::cmp::Reverse(taken.first[0]));
    let least = |all: &[(&str, Taken)]| all.iter().map(|(_, taken)| taken.first[0]).sum();
    let (count, together) = (all.len(), milliseconds(least(&all)));
    let rest = milliseconds(least(&all[SLOWEST..]));
    let mut slowest: Vec<(&str, Taken)> = all[..SLOWEST]
        .iter()
        .map(|(name, _)| (*name, alone(name, SAMPLES, &model, &sources)))
        .collect();
    slowest.sort_by_key(|(_, taken)| std::cmp::Reverse(median(&taken.first)));

    println!(
        "{:<42} {:>8} {:>8} {:>8} {:>8}",
        "EC2, JSON", "least ms", "median", "again", "reports"
    );
    let whole = sample(SAMPLES, || (), |()| check::check(&model, &sources));
    row(
        "the whole check",
        &Taken {
            again: Vec::new(),
            ..whole
        },
    );
    let mut ready: Vec<Duration> = (0..SAMPLES)
        .map(|_| {
            let start = Instant::now();
            let context = Context::new(&model, &sources);
            context.prepare();
            let time = start.elapsed();
            black_box(context);
            time
        })
        .collect();
    ready.sort();
    let ready = Taken {
        first: ready,
        again: Vec::new(),
        reports: 0,
    };
    row("what is made before the first validator", &ready);
    for (name, taken) in &slowest {
        row(name.strip_suffix("::run").unwrap_or(name), taken);
    }
    println!(
        "all {count} one after the other, each with its own indexes: {together:.1} ms, \
         {rest:.1} ms without these {SLOWEST}"
    );
}

/// Times in order, and how many reports are made.
struct Taken {
    first: Vec<Duration>,
    again: Vec<Duration>,
    reports: usize,
}

fn alone(name: &str, samples: usize, model: &Model, sources: &SourceMap) -> Taken {
    let fresh = || {
        let context = Context::new(model, sources);
        context.prepare();
        context
    };
    let run = |context: &Context<'_>| check::run_alone(name, context);
    sample(samples, fresh, |context| {
        run(context).expect("it is in the registry")
    })
}

/// Times `work`, each time on something fresh and then on the same once more. To make that and to
/// drop what comes of it does not count.
fn sample<T>(samples: usize, fresh: impl Fn() -> T, work: impl Fn(&T) -> Diagnostics) -> Taken {
    let mut taken = Taken {
        first: Vec::new(),
        again: Vec::new(),
        reports: 0,
    };
    for _ in 0..samples {
        let with = fresh();
        let timed = || {
            let start = Instant::now();
            let found = work(&with);
            (start.elapsed(), found)
        };
        let (first, found) = timed();
        taken.first.push(first);
        taken.again.push(timed().0);
        taken.reports = found.len();
    }
    taken.first.sort();
    taken.again.sort();
    taken
}

fn median(times: &[Duration]) -> Option<Duration> {
    times.get(times.len() / 2).copied()
}

fn row(title: &str, taken: &Taken) {
    let again = median(&taken.again).map(milliseconds);
    println!(
        "{title:<42} {:>8.2} {:>8.2} {:>8} {:>8}",
        milliseconds(taken.first[0]),
        median(&taken.first).map_or(0.0, milliseconds),
        again.map_or(String::from("-"), |time| format!("{time:.2}")),
        taken.reports,
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
