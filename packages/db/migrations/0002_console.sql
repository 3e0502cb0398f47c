CREATE TABLE "import_rows" (
	"tenant_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"outcome" text NOT NULL,
	"problems" jsonb NOT NULL,
	"contact_id" uuid,
	"identity_ids" jsonb NOT NULL,
	"note_id" uuid,
	"case_id" uuid,
	CONSTRAINT "import_rows_tenant_id_import_id_row_number_pk" PRIMARY KEY("tenant_id","import_id","row_number")
);
--> statement-breakpoint
ALTER TABLE "import_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "imports" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"service_id" uuid,
	"file_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"columns" jsonb NOT NULL,
	"sample" jsonb NOT NULL,
	"mapping" jsonb NOT NULL,
	"options" jsonb NOT NULL,
	"rows_sha" text,
	"total_rows" integer DEFAULT 0 NOT NULL,
	"problem_rows" integer DEFAULT 0 NOT NULL,
	"offset_bytes" integer DEFAULT 0 NOT NULL,
	"done_rows" integer DEFAULT 0 NOT NULL,
	"made_rows" integer DEFAULT 0 NOT NULL,
	"joined_rows" integer DEFAULT 0 NOT NULL,
	"removed_rows" integer DEFAULT 0 NOT NULL,
	"kept_rows" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"actor_ref" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"version" integer NOT NULL,
	CONSTRAINT "imports_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "imports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_drafts" (
	"tenant_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"file_ids" jsonb NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_drafts_tenant_id_member_id_case_id_kind_pk" PRIMARY KEY("tenant_id","member_id","case_id","kind")
);
--> statement-breakpoint
ALTER TABLE "case_drafts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_followers" (
	"tenant_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"seen_at" timestamp (3) with time zone,
	"is_watching" boolean DEFAULT false NOT NULL,
	"mentioned_at" timestamp (3) with time zone,
	CONSTRAINT "case_followers_tenant_id_member_id_case_id_pk" PRIMARY KEY("tenant_id","member_id","case_id")
);
--> statement-breakpoint
ALTER TABLE "case_followers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_links" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_links_tenant_id_case_id_other_id_pk" PRIMARY KEY("tenant_id","case_id","other_id")
);
--> statement-breakpoint
ALTER TABLE "case_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_tags" (
	"tenant_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	CONSTRAINT "case_tags_tenant_id_tag_id_case_id_pk" PRIMARY KEY("tenant_id","tag_id","case_id")
);
--> statement-breakpoint
ALTER TABLE "case_tags" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rule_runs" (
	"tenant_id" uuid NOT NULL,
	"rule_id" uuid NOT NULL,
	"occasion" text NOT NULL,
	"case_id" uuid NOT NULL,
	"did" jsonb NOT NULL,
	"ran_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rule_runs_tenant_id_rule_id_occasion_pk" PRIMARY KEY("tenant_id","rule_id","occasion")
);
--> statement-breakpoint
ALTER TABLE "rule_runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rules" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"name" text NOT NULL,
	"place" integer NOT NULL,
	"is_active" boolean NOT NULL,
	"definition" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rules_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "rules" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "saved_views" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "saved_views_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "saved_views" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tags" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"is_active" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tags_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tags_name" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
ALTER TABLE "tags" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "search_documents" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"tsv" "tsvector" NOT NULL,
	CONSTRAINT "search_documents_tenant_id_kind_subject_id_pk" PRIMARY KEY("tenant_id","kind","subject_id")
);
--> statement-breakpoint
ALTER TABLE "search_documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "search_progress" (
	"tenant_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "search_progress_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
ALTER TABLE "search_progress" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "search_terms" (
	"tenant_id" uuid NOT NULL,
	"term" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "search_terms_tenant_id_term_pk" PRIMARY KEY("tenant_id","term")
);
--> statement-breakpoint
ALTER TABLE "search_terms" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inbound_quarantine" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"app" text NOT NULL,
	"address" text NOT NULL,
	"item" text NOT NULL,
	"raw" "bytea" NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "inbound_quarantine_item_unique" UNIQUE("item")
);
--> statement-breakpoint
ALTER TABLE "inbound_quarantine" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_templates" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"category" text NOT NULL,
	"state" text NOT NULL,
	"components" jsonb NOT NULL,
	"synced_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "message_templates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "message_templates_name" UNIQUE("tenant_id","channel_id","name","language")
);
--> statement-breakpoint
ALTER TABLE "message_templates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_apps" (
	"kind" text NOT NULL,
	"app" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"secrets" "bytea" NOT NULL,
	"secrets_key_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "webhook_apps_kind_app_pk" PRIMARY KEY("kind","app")
);
--> statement-breakpoint
ALTER TABLE "webhook_apps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "canned_replies" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"service_id" uuid,
	"shortcut" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"is_active" boolean NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "canned_replies_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "canned_replies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contact_blocks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "contact_blocks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "contact_blocks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contact_merges" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"actor_name" text NOT NULL,
	"merged_at" timestamp (3) with time zone NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	CONSTRAINT "contact_merges_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "contact_merges" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contact_notes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"text" text NOT NULL,
	"actor_ref" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contact_notes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "contact_notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "withheld_messages" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"channel_kind" text NOT NULL,
	"subject" text,
	"text" text NOT NULL,
	"attachments" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "withheld_messages_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "withheld_messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "handover_notes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"text" text NOT NULL,
	"case_ids" jsonb NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "handover_notes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "handover_notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "handover_reads" (
	"tenant_id" uuid NOT NULL,
	"note_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "handover_reads_tenant_id_note_id_member_id_pk" PRIMARY KEY("tenant_id","note_id","member_id")
);
--> statement-breakpoint
ALTER TABLE "handover_reads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notice_preferences" (
	"tenant_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"preferences" jsonb NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "notice_preferences_tenant_id_member_id_pk" PRIMARY KEY("tenant_id","member_id")
);
--> statement-breakpoint
ALTER TABLE "notice_preferences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notices" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"service_id" uuid NOT NULL,
	"case_id" uuid,
	"event_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone,
	CONSTRAINT "notices_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "notices_once" UNIQUE("tenant_id","member_id","event_id","kind")
);
--> statement-breakpoint
ALTER TABLE "notices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "cases_inbox";--> statement-breakpoint
DROP INDEX "cases_mine";--> statement-breakpoint
DROP INDEX "cases_unassigned";--> statement-breakpoint
ALTER TABLE "case_interactions" ADD COLUMN "origin_id" uuid;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "parent_id" uuid;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "snoozed_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "callback_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "is_spam" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "tag_ids" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "attributes" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "checklist" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_ingress" ADD COLUMN "app" text;--> statement-breakpoint
ALTER TABLE "channel_ingress" ADD COLUMN "urgent" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_ingress" ADD COLUMN "is_active" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "health" jsonb;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "name_key" text GENERATED ALWAYS AS (lower(name)) STORED;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "home_contact_id" uuid;--> statement-breakpoint
SELECT force_row_security(false);--> statement-breakpoint
UPDATE "identities" SET "home_contact_id" = "contact_id";--> statement-breakpoint
SELECT force_row_security(true);--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "home_contact_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "interactions" ADD COLUMN "started_by" text DEFAULT 'citizen' NOT NULL;--> statement-breakpoint
ALTER TABLE "interactions" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "interactions" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "interactions" ADD COLUMN "logged_by" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "content" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "reply_to_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "resend_of_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "media" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "reactions" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "send_after" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "answers_count" integer;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "sent_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "delivered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "waiting_statuses" ADD COLUMN "code" text;--> statement-breakpoint
ALTER TABLE "waiting_statuses" ADD COLUMN "at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "waiting_statuses" ADD COLUMN "message_id" uuid;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "scan_note" text;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "scanned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "uploaded_by" text;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_fk" FOREIGN KEY ("tenant_id","import_id") REFERENCES "public"."imports"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_file_fk" FOREIGN KEY ("tenant_id","file_id") REFERENCES "public"."files"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_drafts" ADD CONSTRAINT "case_drafts_case_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_drafts" ADD CONSTRAINT "case_drafts_member_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_followers" ADD CONSTRAINT "case_followers_case_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_followers" ADD CONSTRAINT "case_followers_member_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_case_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_other_fk" FOREIGN KEY ("tenant_id","other_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_tags" ADD CONSTRAINT "case_tags_case_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_tags" ADD CONSTRAINT "case_tags_tag_fk" FOREIGN KEY ("tenant_id","tag_id") REFERENCES "public"."tags"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_runs" ADD CONSTRAINT "rule_runs_case_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_runs" ADD CONSTRAINT "rule_runs_rule_fk" FOREIGN KEY ("tenant_id","rule_id") REFERENCES "public"."rules"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rules" ADD CONSTRAINT "rules_service_fk" FOREIGN KEY ("tenant_id","service_id") REFERENCES "public"."services"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_templates" ADD CONSTRAINT "message_templates_channel_fk" FOREIGN KEY ("tenant_id","channel_id") REFERENCES "public"."channels"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canned_replies" ADD CONSTRAINT "canned_replies_service_fk" FOREIGN KEY ("tenant_id","service_id") REFERENCES "public"."services"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_blocks" ADD CONSTRAINT "contact_blocks_contact_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_source_fk" FOREIGN KEY ("tenant_id","source_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_target_fk" FOREIGN KEY ("tenant_id","target_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_notes" ADD CONSTRAINT "contact_notes_contact_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withheld_messages" ADD CONSTRAINT "withheld_messages_identity_fk" FOREIGN KEY ("tenant_id","identity_id") REFERENCES "public"."identities"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_notes" ADD CONSTRAINT "handover_notes_service_fk" FOREIGN KEY ("tenant_id","service_id") REFERENCES "public"."services"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_reads" ADD CONSTRAINT "handover_reads_note_fk" FOREIGN KEY ("tenant_id","note_id") REFERENCES "public"."handover_notes"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_reads" ADD CONSTRAINT "handover_reads_member_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_preferences" ADD CONSTRAINT "notice_preferences_member_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_member_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_case_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_rows_outcome" ON "import_rows" USING btree ("tenant_id","import_id","outcome","row_number");--> statement-breakpoint
CREATE INDEX "imports_created" ON "imports" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "case_drafts_case" ON "case_drafts" USING btree ("tenant_id","case_id");--> statement-breakpoint
CREATE INDEX "case_followers_case" ON "case_followers" USING btree ("tenant_id","case_id");--> statement-breakpoint
CREATE INDEX "case_followers_mentions" ON "case_followers" USING btree ("tenant_id","member_id","mentioned_at") WHERE mentioned_at is not null;--> statement-breakpoint
CREATE INDEX "case_followers_watching" ON "case_followers" USING btree ("tenant_id","member_id") WHERE is_watching;--> statement-breakpoint
CREATE INDEX "case_links_other" ON "case_links" USING btree ("tenant_id","other_id");--> statement-breakpoint
CREATE INDEX "case_tags_case" ON "case_tags" USING btree ("tenant_id","case_id");--> statement-breakpoint
CREATE INDEX "rule_runs_case" ON "rule_runs" USING btree ("tenant_id","case_id");--> statement-breakpoint
CREATE INDEX "rules_service" ON "rules" USING btree ("tenant_id","service_id");--> statement-breakpoint
CREATE INDEX "saved_views_member" ON "saved_views" USING btree ("tenant_id","member_id");--> statement-breakpoint
CREATE INDEX "search_documents_recent" ON "search_documents" USING btree ("tenant_id","kind","at","subject_id");--> statement-breakpoint
CREATE INDEX "canned_replies_service" ON "canned_replies" USING btree ("tenant_id","service_id");--> statement-breakpoint
CREATE INDEX "contact_blocks_contact" ON "contact_blocks" USING btree ("tenant_id","contact_id","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_merges_active" ON "contact_merges" USING btree ("tenant_id","source_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "contact_merges_source" ON "contact_merges" USING btree ("tenant_id","source_id");--> statement-breakpoint
CREATE INDEX "contact_merges_target" ON "contact_merges" USING btree ("tenant_id","target_id");--> statement-breakpoint
CREATE INDEX "contact_notes_contact" ON "contact_notes" USING btree ("tenant_id","contact_id","created_at");--> statement-breakpoint
CREATE INDEX "withheld_messages_identity" ON "withheld_messages" USING btree ("tenant_id","identity_id","received_at");--> statement-breakpoint
CREATE INDEX "handover_notes_service" ON "handover_notes" USING btree ("tenant_id","service_id","id");--> statement-breakpoint
CREATE INDEX "notices_unseen" ON "notices" USING btree ("tenant_id","member_id","id") WHERE seen_at is null;--> statement-breakpoint
CREATE INDEX "notices_member" ON "notices" USING btree ("tenant_id","member_id","id");--> statement-breakpoint
ALTER TABLE "case_interactions" ADD CONSTRAINT "case_interactions_origin_fk" FOREIGN KEY ("tenant_id","origin_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cases_oldest" ON "cases" USING btree ("tenant_id","service_id","is_open","opened_at","id","priority","state","channel_kind","queue_id","category","assignee_id") WHERE not is_spam and (snoozed_until is null or not is_open);--> statement-breakpoint
CREATE INDEX "cases_latest" ON "cases" USING btree ("tenant_id","service_id","is_open","last_message_at","id","priority","state","channel_kind","queue_id","category","assignee_id") WHERE not is_spam and (snoozed_until is null or not is_open);--> statement-breakpoint
CREATE INDEX "cases_snoozed" ON "cases" USING btree ("tenant_id","service_id","snoozed_until","id") WHERE snoozed_until is not null;--> statement-breakpoint
CREATE INDEX "cases_spam" ON "cases" USING btree ("tenant_id","service_id","last_message_at","id") WHERE is_spam;--> statement-breakpoint
CREATE INDEX "cases_parent" ON "cases" USING btree ("tenant_id","parent_id") WHERE parent_id is not null;--> statement-breakpoint
CREATE INDEX "cases_merged" ON "cases" USING btree ("tenant_id","merged_into_id") WHERE merged_into_id is not null;--> statement-breakpoint
CREATE INDEX "contacts_created" ON "contacts" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "contacts_name" ON "contacts" USING btree ("tenant_id",(name_key collate "C"),"id");--> statement-breakpoint
CREATE INDEX "contacts_merged" ON "contacts" USING btree ("tenant_id","merged_into_id") WHERE merged_into_id is not null;--> statement-breakpoint
CREATE INDEX "identities_home" ON "identities" USING btree ("tenant_id","home_contact_id");--> statement-breakpoint
CREATE INDEX "identities_prefix" ON "identities" USING btree ("tenant_id",(address collate "C"));--> statement-breakpoint
CREATE INDEX "messages_window" ON "messages" USING btree ("tenant_id","thread_id","ordered_at") WHERE direction = 'in';--> statement-breakpoint
CREATE INDEX "messages_held" ON "messages" USING btree ("tenant_id","case_id") WHERE send_after is not null;--> statement-breakpoint
CREATE INDEX "messages_automatic" ON "messages" USING btree ("tenant_id","to_address","created_at") WHERE automatic and direction = 'out';--> statement-breakpoint
CREATE INDEX "waiting_statuses_message" ON "waiting_statuses" USING btree ("tenant_id","message_id") WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX "files_unscanned" ON "files" USING btree ("tenant_id","created_at") WHERE scan = 'not_scanned';--> statement-breakpoint
CREATE INDEX "cases_inbox" ON "cases" USING btree ("tenant_id","service_id","is_open","sort_at","id","priority","state","channel_kind","queue_id","category","assignee_id") WHERE not is_spam and (snoozed_until is null or not is_open);--> statement-breakpoint
CREATE INDEX "cases_mine" ON "cases" USING btree ("tenant_id","assignee_id","sort_at","id") WHERE is_open and not is_spam and (snoozed_until is null or not is_open);--> statement-breakpoint
CREATE INDEX "cases_unassigned" ON "cases" USING btree ("tenant_id","service_id","sort_at","id") WHERE is_open and assignee_id is null and not is_spam and (snoozed_until is null or not is_open);--> statement-breakpoint
CREATE POLICY "tenant" ON "import_rows" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "imports" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "case_drafts" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "case_followers" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "case_links" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "case_tags" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "rule_runs" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "rules" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "saved_views" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "tags" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "search_documents" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "search_progress" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "search_terms" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "gateway_insert" ON "inbound_quarantine" AS PERMISSIVE FOR INSERT TO "siaga_gateway" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform" ON "inbound_quarantine" AS PERMISSIVE FOR ALL TO "siaga_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "message_templates" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "webhook_apps" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "lookup" ON "webhook_apps" AS PERMISSIVE FOR SELECT TO "siaga_gateway" USING (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "canned_replies" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "contact_blocks" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "contact_merges" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "contact_notes" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "withheld_messages" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "handover_notes" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "handover_reads" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "notice_preferences" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "notices" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);