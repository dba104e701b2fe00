//! Runs a test on both databases.

use model::channel::Channel;
use model::clock::Fixed;
use model::person::Person;
use model::{Id, Millis, MunicipalityId, Source};
use store::Store as _;
use store_sql::{Db, testing};

/// A database with two municipalities. `home` has a person and a channel; so has `away`.
pub struct TestDb {
    db: Db,
    pub source: Source,
    pub home: MunicipalityId,
    pub away: MunicipalityId,
    pub ann: Person,
    pub bo: Person,
    pub channel: Channel,
    pub away_channel: Channel,
    _folder: Option<tempfile::TempDir>,
}

impl std::ops::Deref for TestDb {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

/// Where all tests' clocks stand.
pub const T0: Millis = Millis(1_790_000_000_000);

impl TestDb {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = testing::sqlite(folder.path()).await.unwrap();
        Self::fill(db, Some(folder)).await
    }

    /// `None` when there is no PostgreSQL and none is required.
    pub async fn postgres() -> Option<Self> {
        let Some(db) = testing::postgres()
            .await
            .expect("PostgreSQL at TEST_DATABASE_URL")
        else {
            eprintln!("skipped: TEST_DATABASE_URL is not set");
            return None;
        };
        Some(Self::fill(db, None).await)
    }

    async fn fill(db: Db, folder: Option<tempfile::TempDir>) -> Self {
        let source = Fixed::new(T0, 1).source();
        let [home, away] = ["Båtsfjord", "Andøy"].map(|name| crate::rows::municipality(&source, name));
        let ann = crate::rows::person(&source, &home.id, "Ann");
        let bo = crate::rows::person(&source, &away.id, "Bo");
        let channel = crate::rows::channel(&source, &ann, "Båtsfjord kommune");
        let away_channel = crate::rows::channel(&source, &bo, "Andøy kommune");
        let tx = db.begin().await.unwrap();
        for municipality in [&home, &away] {
            tx.insert_municipality(municipality).await.unwrap();
        }
        for person in [&ann, &bo] {
            tx.insert_person(person).await.unwrap();
        }
        for channel in [&channel, &away_channel] {
            tx.insert_channel(channel).await.unwrap();
        }
        tx.commit().await.unwrap();
        Self {
            db,
            source,
            home: home.id,
            away: away.id,
            ann,
            bo,
            channel,
            away_channel,
            _folder: folder,
        }
    }

    /// A fresh id.
    pub fn id<T: Id>(&self) -> T {
        self.source.id()
    }

    /// A session that reads.
    pub async fn reading(&self) -> Box<dyn store::Read> {
        self.db.read().await.unwrap()
    }

    /// A transaction.
    pub async fn writing(&self) -> Box<dyn store::Tx> {
        self.db.begin().await.unwrap()
    }
}

/// A source that repeats, for rows made apart from a database.
pub fn source() -> Source {
    Fixed::new(T0, 2).source()
}

/// `both! { async fn name(db: TestDb) { … } }` makes the tests `name::sqlite` and `name::postgres`.
macro_rules! both {
    ($(async fn $name:ident($db:ident: TestDb) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn run($db: $crate::both::TestDb) $body

            #[tokio::test]
            async fn sqlite() {
                run($crate::both::TestDb::sqlite().await).await;
            }

            #[tokio::test]
            async fn postgres() {
                if let Some(db) = $crate::both::TestDb::postgres().await {
                    run(db).await;
                }
            }
        }
    )+};
}
