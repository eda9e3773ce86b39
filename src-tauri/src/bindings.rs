//! The one list of commands and events, from which the UI's bindings are generated.

use crate::commands::{
    backups, branding, drafts, hand_over, logs, mapping, practice_pool, providers, routing, runs,
    secret_stores, settings, setup, simulator, start, test_connection, trash, unfinished_texts,
    users,
};
use crate::events::{
    BackupsChanged, DataReplaced, DraftsChanged, PracticePoolChanged, ProvidersChanged, RunChanged,
    SecretTakenBack, SecretsMoving, SimulationChanged, UsersChanged,
};
use tauri::Runtime;
use tauri_specta::{Builder, collect_commands, collect_events};

/// Commands and events of the shell, for any runtime.
#[must_use]
pub fn commands_and_events<R: Runtime>() -> Builder<R> {
    Builder::<R>::new()
        .disable_serde_phases()
        .commands(collect_commands![
            providers::list_catalogue,
            providers::search_catalogue,
            providers::list_providers,
            providers::get_provider,
            providers::duplicate_provider,
            providers::enable_provider,
            providers::fill_endpoints,
            drafts::new_draft,
            drafts::edit_provider,
            drafts::get_draft,
            drafts::list_drafts,
            drafts::check_draft,
            drafts::keep_draft,
            drafts::keep_draft_secret,
            drafts::store_draft_secret,
            drafts::discard_draft,
            drafts::save_draft,
            setup::setup_list,
            setup::confirm_setup_item,
            setup::open_console_page,
            hand_over::hand_over,
            hand_over::copy_client_secret,
            mapping::preview_mapping,
            mapping::list_transforms,
            mapping::list_functions,
            mapping::list_runs_with_attributes,
            mapping::read_rule_text,
            mapping::suggest_rules,
            mapping::save_fixture,
            mapping::list_fixtures,
            mapping::delete_fixture,
            unfinished_texts::unfinished_text,
            unfinished_texts::keep_unfinished_text,
            unfinished_texts::unsaved_practice_entry,
            unfinished_texts::keep_practice_entry,
            trash::delete_provider,
            trash::restore_provider,
            trash::list_trash,
            trash::purge_trash,
            test_connection::test_connection,
            test_connection::cancel_test,
            test_connection::check_broker,
            test_connection::get_question,
            test_connection::answer_question,
            test_connection::report_sign_in_refused,
            test_connection::show_console,
            routing::list_fallback_failures,
            hand_over::hosted_pages,
            hand_over::open_hosted_page,
            branding::get_branding,
            branding::update_branding,
            branding::update_logo,
            branding::remove_logo,
            simulator::route_person,
            simulator::start_simulation,
            simulator::get_simulation,
            simulator::clear_simulation,
            users::preview_user,
            users::apply_user,
            users::list_users,
            users::get_user,
            users::delete_user,
            runs::get_run,
            runs::consumers_of_run,
            runs::list_runs,
            runs::delete_all_runs,
            runs::copy_text,
            runs::copy_report,
            runs::save_report,
            practice_pool::practice_pool_status,
            practice_pool::start_practice_pool,
            practice_pool::stop_practice_pool,
            practice_pool::add_practice_pool_provider,
            practice_pool::get_practice_pool_settings,
            practice_pool::update_practice_pool_settings,
            start::start_view,
            start::open_again,
            start::begin_empty,
            start::update_without_backup,
            start::restore_backup,
            start::take_reload_notice,
            backups::list_backups,
            backups::back_up_now,
            backups::delete_backups,
            settings::secret_store_status,
            settings::choose_secret_store,
            secret_stores::list_secret_places,
            secret_stores::move_secrets,
            secret_stores::prove_secret_store,
            secret_stores::change_vault_passphrase,
            secret_stores::begin_new_vault,
            logs::log_settings,
            logs::choose_log_level,
            logs::open_log_folder,
            logs::diagnostics,
            logs::save_diagnostics,
            settings::app_info,
        ])
        .events(collect_events![
            RunChanged,
            DataReplaced,
            BackupsChanged,
            ProvidersChanged,
            DraftsChanged,
            PracticePoolChanged,
            SecretsMoving,
            SecretTakenBack,
            UsersChanged,
            SimulationChanged
        ])
        .constant("AWS_REGIONS", idp_core::regions::AWS_REGIONS)
}

#[cfg(test)]
mod tests {
    use super::commands_and_events;
    use crate::command_names::COMMAND_NAMES;
    use std::path::Path;

    fn generated() -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bindings.ts");
        commands_and_events::<tauri::Wry>()
            .export(specta_typescript::Typescript::default(), &path)
            .unwrap();
        std::fs::read_to_string(&path).unwrap()
    }

    /// `IDP_WRITE_BINDINGS=1` writes the file instead of comparing it.
    #[test]
    fn the_bindings_of_the_ui_are_those_of_the_commands() {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/backend/bindings.ts");
        let generated = generated();
        if std::env::var_os("IDP_WRITE_BINDINGS").is_some() {
            std::fs::write(&committed, &generated).unwrap();
        }
        let found = std::fs::read_to_string(&committed).unwrap_or_default();
        assert!(
            found == generated,
            "ui/src/backend/bindings.ts is out of date: run `make bindings`"
        );
    }

    #[test]
    fn every_command_is_declared_and_every_declared_command_exists() {
        let generated = generated();
        for name in COMMAND_NAMES {
            assert!(
                generated.contains(&format!("\"{name}\"")),
                "{name} is declared, but not there"
            );
        }
        let invoked = generated.matches("INVOKE(\"").count() + generated.matches("INVOKE<").count();
        assert_eq!(
            invoked.max(COMMAND_NAMES.len()),
            COMMAND_NAMES.len(),
            "a command is not declared"
        );
        let capability = include_str!("../capabilities/main.json");
        for name in COMMAND_NAMES {
            let permission = format!("\"allow-{}\"", name.replace('_', "-"));
            assert!(
                capability.contains(&permission),
                "{permission} is missing in the capability"
            );
        }
    }
}
