//! Sample contexts of every template, so that one test can render all of them in every language.

use crate::error::ErrorView;
use crate::flash::Flash;
use crate::forms::{FieldErrors, Refusal};
use crate::page::{AREAS, NavItem, Shell};
use crate::pages;
use crate::view::View;
use flow::rules::{Point, Question};
use minijinja::value::{Serde, Value};
use std::collections::BTreeMap;

/// A template's name and one context for it.
pub type Sample = (&'static str, Value);

/// The samples of all views.
#[must_use]
pub fn all() -> Vec<Sample> {
    let mut samples = Vec::new();
    add::<ErrorView>(&mut samples);
    add::<pages::start::StartView>(&mut samples);
    add::<pages::setup::complete::SetupView>(&mut samples);
    add::<pages::access::sign_in::SignInView>(&mut samples);
    add::<pages::access::second_factor::SecondFactorView>(&mut samples);
    add::<pages::access::enroll::EnrollView>(&mut samples);
    add::<pages::access::enroll::CodesView>(&mut samples);
    add::<pages::access::invitation::InvitationView>(&mut samples);
    add::<pages::me::MeView>(&mut samples);
    add::<pages::me::password::PasswordView>(&mut samples);
    add::<pages::me::guideline::AcknowledgeView>(&mut samples);
    add::<pages::people::list::PeopleView>(&mut samples);
    add::<pages::people::invite::InviteView>(&mut samples);
    add::<pages::people::invite::LinkView>(&mut samples);
    add::<pages::people::change::PersonView>(&mut samples);
    add::<pages::settings::SettingsView>(&mut samples);
    add::<pages::guidelines::list::ShelfView>(&mut samples);
    add::<pages::guidelines::read::ReadView>(&mut samples);
    add::<pages::guidelines::coverage::CoverageView>(&mut samples);
    add::<pages::guidelines::notes::NotesView>(&mut samples);
    add::<pages::guidelines::scenarios::ScenariosView>(&mut samples);
    add::<pages::guidelines::compare::CompareView>(&mut samples);
    add::<pages::packs::list::PacksView>(&mut samples);
    add::<pages::packs::show::PackView>(&mut samples);
    add::<pages::packs::edit::FileView>(&mut samples);
    add::<pages::packs::clause::ClauseForm>(&mut samples);
    add::<pages::packs::trial::TrialView>(&mut samples);
    add::<pages::packs::values::ValuesView>(&mut samples);
    add::<pages::packs::whole::ZipView>(&mut samples);
    add::<pages::cases::list::CasesView>(&mut samples);
    add::<pages::cases::open::NewCaseView>(&mut samples);
    add::<pages::cases::show::CaseView>(&mut samples);
    add::<pages::channels::list::ChannelsView>(&mut samples);
    add::<pages::channels::apply::ApplyView>(&mut samples);
    add::<pages::channels::show::ChannelView>(&mut samples);
    add::<pages::channels::connect::ConnectView>(&mut samples);
    add::<pages::channels::change::ChangeView>(&mut samples);
    add::<pages::channels::close::CloseView>(&mut samples);
    add::<pages::public::PublicView>(&mut samples);
    add::<pages::public::house_rules::HouseRulesView>(&mut samples);
    add::<pages::public::archive::PublicArchiveView>(&mut samples);
    add::<pages::public::post::PublicPostView>(&mut samples);
    add::<pages::settings::public_archive::PublicArchiveForm>(&mut samples);
    add::<pages::reconciliation::show::ReconciliationView>(&mut samples);
    add::<pages::snapshots::list::SnapshotsView>(&mut samples);
    add::<pages::snapshots::show::SnapshotView>(&mut samples);
    add::<pages::approvals::list::ApprovalsView>(&mut samples);
    add::<pages::settings::words::WordsView>(&mut samples);
    add::<pages::waivers::ask::AskView>(&mut samples);
    add::<pages::waivers::list::WaiversView>(&mut samples);
    add::<pages::waivers::show::WaiverView>(&mut samples);
    add::<pages::approvals::decide::DecideView>(&mut samples);
    add::<pages::crisis::CrisisView>(&mut samples);
    add::<pages::duties::list::DutiesView>(&mut samples);
    add::<pages::duties::all::AllDutiesView>(&mut samples);
    add::<pages::duties::show::DutyPage>(&mut samples);
    add::<pages::duties::year::YearView>(&mut samples);
    add::<pages::guideline::show::GuidelineView>(&mut samples);
    add::<pages::guideline::clause::ClauseView>(&mut samples);
    add::<pages::guideline::lessons::LessonsView>(&mut samples);
    add::<pages::guideline::lessons::LessonPage>(&mut samples);
    add::<pages::jobs::JobsView>(&mut samples);
    add::<pages::posts::PostsView>(&mut samples);
    add::<pages::posts::ComposeView>(&mut samples);
    add::<pages::posts::PostView>(&mut samples);
    add::<pages::inbox::InboxView>(&mut samples);
    add::<pages::inbox::ItemView>(&mut samples);
    add::<pages::archive::ArchiveView>(&mut samples);
    add::<pages::archive::RecordView>(&mut samples);
    add::<pages::archive::ExportsView>(&mut samples);
    add::<pages::archive::LedgerView>(&mut samples);
    add::<pages::requests::AskView>(&mut samples);
    add::<pages::requests::ChooseView>(&mut samples);
    add::<pages::requests::ThingView>(&mut samples);
    add::<pages::requests::RequestsView>(&mut samples);
    add::<pages::requests::NewView>(&mut samples);
    add::<pages::requests::RequestView>(&mut samples);
    add::<pages::retention::RetentionView>(&mut samples);
    add::<pages::retention::RuleView>(&mut samples);
    add::<pages::retention::HoldView>(&mut samples);
    add::<pages::retention::ReleaseView>(&mut samples);
    add::<pages::retention::DisposalView>(&mut samples);
    add::<pages::retention::EnterView>(&mut samples);
    add::<pages::retention::ErasureView>(&mut samples);
    add::<pages::practice::PracticeView>(&mut samples);
    samples
}

/// Adds the samples of one view.
fn add<V: View>(samples: &mut Vec<Sample>) {
    for view in V::samples() {
        samples.push((V::TEMPLATE, Value::from(Serde(view))));
    }
}

/// Frames around a sample: a visitor's, and that of somebody who may everything, in a crisis, after an action.
#[must_use]
pub fn shells() -> Vec<Value> {
    let visitor = || Shell {
        locale: "nb",
        locales: vec![("nb", true), ("en", false)],
        municipality: None,
        person: None,
        nav: Vec::new(),
        crisis: None,
        csrf: "c",
        nonce: "n",
        back: "/",
        flash: None,
        request_id: "r",
    };
    let flash = Flash::success("start-title");
    let nav = AREAS
        .iter()
        .map(|(key, href, _)| NavItem {
            key,
            href,
            current: *href == "/posts",
            count: 3,
        })
        .collect();
    let everything = Shell {
        municipality: Some("Båtsfjord kommune"),
        person: Some("Kari Nordmann"),
        nav,
        crisis: Some("Storm"),
        flash: Some(&flash),
        ..visitor()
    };
    vec![Value::from(Serde(visitor())), Value::from(Serde(everything))]
}

/// What a guideline may say: a stop with a cure, and a piece of advice of the product.
pub(crate) fn points() -> Vec<Point> {
    let stop = Point {
        clause: "batsfjord/4.3-3".to_owned(),
        section: "4.3".to_owned(),
        pack: "Båtsfjord".to_owned(),
        title: "Fotografen skal krediteres".to_owned(),
        says: "Bilder skal ha navn på fotografen.".to_owned(),
        outcome: "block".to_owned(),
        why: "Bildet har ingen fotograf.".to_owned(),
        fix: "Skriv navnet på fotografen.".to_owned(),
        waivers: vec!["director".to_owned()],
        waiver: String::new(),
        facts: vec![("Fotograf".to_owned(), "ukjent".to_owned())],
        product_default: false,
    };
    let advice = Point {
        section: String::new(),
        outcome: "warn".to_owned(),
        waivers: Vec::new(),
        waiver: "w".to_owned(),
        facts: Vec::new(),
        fix: String::new(),
        product_default: true,
        ..stop.clone()
    };
    vec![stop, advice]
}

/// Errors of a form whose `fields` are empty.
pub(crate) fn faults(fields: &[&str]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for field in fields {
        errors.require(field, "");
    }
    errors
}

/// Errors of a form that the guideline refuses as a whole.
pub(crate) fn refused() -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.refusal = Some(Refusal {
        what: "error-stopped-by-guideline".to_owned(),
        todo: Some("error-stopped-by-guideline-todo".to_owned()),
        params: BTreeMap::new(),
    });
    errors.points = points();
    errors
}

/// A question of each kind.
pub(crate) fn questions() -> Vec<Question> {
    let question = |name: &str, kind: &str, answer: &str| Question {
        name: name.to_owned(),
        label: "Hvorfor?".to_owned(),
        kind: kind.to_owned(),
        choices: vec![
            ("x".to_owned(), "Ene".to_owned()),
            ("y".to_owned(), "Andre".to_owned()),
        ],
        clause: "batsfjord/3.1".to_owned(),
        answer: answer.to_owned(),
    };
    vec![
        question("a", "yes-no", "yes"),
        question("b", "choice", "x"),
        question("c", "number", ""),
        question("d", "text", "Fordi"),
    ]
}
