//! What a process costs, as the kernel counts it (`/proc`, see proc(5)).

use std::fs;

/// Ticks of `/proc/PID/stat` per second: 100 on every Linux that the project runs on (`getconf CLK_TCK`).
const TICKS_PER_S: f64 = 100.0;

/// User and system time of `pid` and of its children that still run, in seconds.
pub(crate) fn cpu_s(pids: &[u32]) -> f64 {
    let ticks = |pid: &u32| -> Option<f64> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let fields: Vec<_> = stat.rsplit(") ").next()?.split(' ').collect();
        Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
    };
    pids.iter().filter_map(ticks).sum::<f64>() / TICKS_PER_S
}

/// Resident memory of the processes, in kB.
pub(crate) fn resident_kb(pids: &[u32]) -> f64 {
    let resident = |pid: &u32| -> Option<f64> {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    pids.iter().filter_map(resident).sum()
}

/// The children of `pid`.
pub(crate) fn children(pid: u32) -> Vec<u32> {
    let text = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    text.split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}
