//! The databases' errors in the words of the store.

use sqlx::error::{DatabaseError, ErrorKind};
use store::StoreError;

/// Sorts an error of either driver.
pub(crate) fn error(e: sqlx::Error) -> StoreError {
    match e {
        sqlx::Error::Database(db) => database(&*db),
        sqlx::Error::PoolTimedOut => StoreError::Busy,
        sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => StoreError::Unavailable(e.to_string()),
        sqlx::Error::Io(io) => io_error(&io),
        sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => StoreError::Unavailable(e.to_string()),
        other => StoreError::Other(other.to_string()),
    }
}

fn database(e: &dyn DatabaseError) -> StoreError {
    let code = e.code().unwrap_or_default().into_owned();
    match e.kind() {
        ErrorKind::UniqueViolation => {
            // PostgreSQL tells the table; SQLite writes "UNIQUE constraint failed: table.column, …".
            let named = || {
                e.message()
                    .rsplit_once(": ")
                    .and_then(|(_, columns)| columns.split_once('.'))
            };
            let what = e
                .table()
                .or_else(|| named().map(|(table, _)| table))
                .unwrap_or_default()
                .to_owned();
            return StoreError::Duplicate { what };
        }
        ErrorKind::CheckViolation | ErrorKind::NotNullViolation | ErrorKind::ForeignKeyViolation => {
            return StoreError::Refused(e.message().to_owned());
        }
        _ => {}
    }
    // SQLite's primary result codes are the low byte of the extended ones (sqlite.org/rescode.html); PostgreSQL's are
    // SQLSTATEs (appendix A of its manual).
    match code
        .parse::<u32>()
        .ok()
        .filter(|_| code.len() < 5)
        .map(|n| n & 0xff)
    {
        Some(13) => return StoreError::DiskFull,
        Some(8) => return StoreError::ReadOnly,
        Some(5 | 6) => return StoreError::Busy,
        Some(11 | 26) => {
            return StoreError::Corrupt {
                table: "",
                id: String::new(),
                what: e.message().to_owned(),
            };
        }
        Some(14) => return StoreError::Unavailable(e.message().to_owned()),
        // An I/O error while writing is a full or failing disk; what it says goes to the log.
        _ => {}
    }
    match code.as_str() {
        "53100" => StoreError::DatabaseFull,
        "25006" => StoreError::ReadOnly,
        "40001" | "40P01" | "55P03" => StoreError::Busy,
        "57P01" | "57P02" | "57P03" | "53300" => StoreError::Unavailable(e.message().to_owned()),
        _ if e.message().contains("append-only") => StoreError::Refused(e.message().to_owned()),
        _ => StoreError::Other(format!("{code} {}", e.message())),
    }
}

/// Sorts an error of the file system.
pub(crate) fn io_error(e: &std::io::Error) -> StoreError {
    match e.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
        std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => StoreError::ReadOnly,
        _ => StoreError::Unavailable(e.to_string()),
    }
}
