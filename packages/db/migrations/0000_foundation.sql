CREATE TABLE "case_counters" (
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "case_counters_tenant_id_service_id_year_pk" PRIMARY KEY("tenant_id","service_id","year")
);
--> statement-breakpoint
ALTER TABLE "case_counters" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_entries" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_ref" text NOT NULL,
	"actor_name" text NOT NULL,
	"text" text,
	"data" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_entries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "case_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_interactions" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"interaction_id" uuid NOT NULL,
	"opened" boolean NOT NULL,
	CONSTRAINT "case_interactions_tenant_id_case_id_interaction_id_pk" PRIMARY KEY("tenant_id","case_id","interaction_id")
);
--> statement-breakpoint
ALTER TABLE "case_interactions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cases" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"service_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"channel_kind" text NOT NULL,
	"state" text NOT NULL,
	"is_open" boolean NOT NULL,
	"subject" text NOT NULL,
	"category" text,
	"priority" text NOT NULL,
	"region_code" text,
	"place" text,
	"assignee_id" uuid,
	"needs_verification" boolean DEFAULT false NOT NULL,
	"fields" jsonb NOT NULL,
	"reply_mail" text,
	"token" text NOT NULL,
	"outcome" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"first_response_due_at" timestamp (3) with time zone,
	"first_answered_at" timestamp (3) with time zone,
	"overdue_at" timestamp (3) with time zone,
	"waiting_since" timestamp (3) with time zone,
	"sort_at" timestamp (3) with time zone NOT NULL,
	"last_message_at" timestamp (3) with time zone NOT NULL,
	"last_message_text" text NOT NULL,
	"last_direction" text NOT NULL,
	"message_count" integer NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"continues_id" uuid,
	"version" integer NOT NULL,
	"revision" integer NOT NULL,
	CONSTRAINT "cases_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "cases_number" UNIQUE("tenant_id","number"),
	CONSTRAINT "cases_token" UNIQUE("tenant_id","token")
);
--> statement-breakpoint
ALTER TABLE "cases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "channel_ingress" (
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"inbound_secret" "bytea",
	CONSTRAINT "channel_ingress_kind_address_pk" PRIMARY KEY("kind","address")
);
--> statement-breakpoint
ALTER TABLE "channel_ingress" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "channels" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"settings" jsonb NOT NULL,
	"secrets" "bytea",
	"secrets_key_id" text,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "channels_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "channels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inbound_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"raw" "bytea" NOT NULL,
	"meta" jsonb NOT NULL,
	"urgent" text DEFAULT 'normal' NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"relayed_at" timestamp (3) with time zone,
	"outcome" text,
	"reason" text,
	"case_id" uuid,
	CONSTRAINT "inbound_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
) PARTITION BY RANGE ("id");
--> statement-breakpoint
ALTER TABLE "inbound_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inbound_keys" (
	"tenant_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"item" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "inbound_keys_tenant_id_channel_id_item_pk" PRIMARY KEY("tenant_id","channel_id","item")
);
--> statement-breakpoint
ALTER TABLE "inbound_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contacts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contacts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "contacts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "identities" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"display_name" text,
	"contact_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "identities_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "identities_address" UNIQUE("tenant_id","kind","address")
);
--> statement-breakpoint
ALTER TABLE "identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "interactions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"channel_kind" text NOT NULL,
	"identity_id" uuid NOT NULL,
	"state" text NOT NULL,
	"class" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"continued_from" uuid,
	"version" integer NOT NULL,
	CONSTRAINT "interactions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "interactions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"thread_id" uuid NOT NULL,
	"interaction_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"state" text NOT NULL,
	"purpose" text DEFAULT 'reply' NOT NULL,
	"automatic" boolean DEFAULT false NOT NULL,
	"author_ref" text NOT NULL,
	"author_name" text,
	"subject" text,
	"text" text NOT NULL,
	"html" text,
	"attachments" jsonb NOT NULL,
	"to_address" text,
	"provider_id" text,
	"problem_code" text,
	"problem" text,
	"ordered_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"state_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "messages_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "threads" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "threads_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "threads_pair" UNIQUE("tenant_id","identity_id","channel_id")
);
--> statement-breakpoint
ALTER TABLE "threads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "waiting_statuses" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"provider_id" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "waiting_statuses_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "waiting_statuses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"response" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"authority_code" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"province_code" text DEFAULT '' NOT NULL,
	"time_zone" text NOT NULL,
	"locale" text DEFAULT 'id' NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tenants_slug_unique" UNIQUE("slug"),
	CONSTRAINT "tenants_authority_code_unique" UNIQUE("authority_code")
);
--> statement-breakpoint
ALTER TABLE "tenants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deliveries" (
	"tenant_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"consumer" text NOT NULL,
	"queue" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"admitted_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"done_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"error" text,
	CONSTRAINT "deliveries_tenant_id_event_id_consumer_pk" PRIMARY KEY("tenant_id","event_id","consumer")
) PARTITION BY RANGE ("event_id");
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outbox" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"version" integer NOT NULL,
	"subject_id" uuid NOT NULL,
	"service_id" uuid,
	"urgent" boolean NOT NULL,
	"payload" jsonb NOT NULL,
	"position" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "outbox_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
) PARTITION BY RANGE ("id");
--> statement-breakpoint
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outbox_positions" (
	"tenant_id" uuid NOT NULL,
	"last" bigint NOT NULL,
	CONSTRAINT "outbox_positions_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
ALTER TABLE "outbox_positions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "timers" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"ref" uuid NOT NULL,
	"version" integer NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "timers_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "timers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "files" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"media_type" text NOT NULL,
	"name" text NOT NULL,
	"scan" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "files_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_gauge_hours" (
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"service_type" text NOT NULL,
	"province_code" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"open" integer NOT NULL,
	"overdue" integer NOT NULL,
	CONSTRAINT "case_gauge_hours_tenant_id_hour_service_id_pk" PRIMARY KEY("tenant_id","hour","service_id")
);
--> statement-breakpoint
ALTER TABLE "case_gauge_hours" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_gauges" (
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"service_type" text NOT NULL,
	"province_code" text NOT NULL,
	"open" integer NOT NULL,
	"overdue" integer NOT NULL,
	CONSTRAINT "case_gauges_tenant_id_service_id_pk" PRIMARY KEY("tenant_id","service_id")
);
--> statement-breakpoint
ALTER TABLE "case_gauges" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "facts" (
	"tenant_id" uuid NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"fact" jsonb NOT NULL,
	CONSTRAINT "facts_tenant_id_subject_kind_subject_id_pk" PRIMARY KEY("tenant_id","subject_kind","subject_id")
);
--> statement-breakpoint
ALTER TABLE "facts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "figure_freshness" (
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"service_type" text NOT NULL,
	"province_code" text NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "figure_freshness_tenant_id_service_id_pk" PRIMARY KEY("tenant_id","service_id")
);
--> statement-breakpoint
ALTER TABLE "figure_freshness" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "interaction_figures" (
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"service_type" text NOT NULL,
	"province_code" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"channel_kind" text NOT NULL,
	"class" text NOT NULL,
	"category" text NOT NULL,
	"received" integer NOT NULL,
	"answered" integer NOT NULL,
	"due" integer NOT NULL,
	"in_time" integer NOT NULL,
	CONSTRAINT "interaction_figures_tenant_id_hour_service_id_channel_kind_class_category_pk" PRIMARY KEY("tenant_id","hour","service_id","channel_kind","class","category")
);
--> statement-breakpoint
ALTER TABLE "interaction_figures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "access_link_hashes" (
	"hash" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"link_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "access_link_hashes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "access_links" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"subject" uuid NOT NULL,
	"single_use" boolean NOT NULL,
	"used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "access_links_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "access_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_key_hashes" (
	"hash" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"key_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_key_hashes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_keys" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"hint" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"service_ids" jsonb,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "api_keys_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"request_id" text NOT NULL,
	"digest" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audit_entries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
) PARTITION BY RANGE ("id");
--> statement-breakpoint
ALTER TABLE "audit_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_values" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"salt" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "audit_values_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_values" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "holidays" (
	"tenant_id" uuid NOT NULL,
	"date" date NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "holidays_tenant_id_date_pk" PRIMARY KEY("tenant_id","date")
);
--> statement-breakpoint
ALTER TABLE "holidays" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "member_services" (
	"tenant_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	CONSTRAINT "member_services_tenant_id_member_id_service_id_pk" PRIMARY KEY("tenant_id","member_id","service_id")
);
--> statement-breakpoint
ALTER TABLE "member_services" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "members" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"roles" jsonb NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "members_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "members_user" UNIQUE("tenant_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "memberships" (
	"user_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	CONSTRAINT "memberships_user_id_tenant_id_pk" PRIMARY KEY("user_id","tenant_id")
);
--> statement-breakpoint
ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "overseer_grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"overseer_tenant_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"service_type" text NOT NULL,
	"granted_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "overseer_grants_once" UNIQUE("overseer_tenant_id","scope","service_type")
);
--> statement-breakpoint
ALTER TABLE "overseer_grants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "queues" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	CONSTRAINT "queues_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "queues_code" UNIQUE("tenant_id","service_id","code")
);
--> statement-breakpoint
ALTER TABLE "queues" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "services" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"code" text NOT NULL,
	"slug" text NOT NULL,
	"state" text NOT NULL,
	"emergency" boolean NOT NULL,
	"icon" text NOT NULL,
	"definition" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "services_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "services_code" UNIQUE("tenant_id","code"),
	CONSTRAINT "services_slug" UNIQUE("tenant_id","slug")
);
--> statement-breakpoint
ALTER TABLE "services" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"locale" text DEFAULT 'id' NOT NULL,
	"theme" text DEFAULT 'system' NOT NULL,
	"failed_sign_ins" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_case_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_interactions" ADD CONSTRAINT "case_interactions_case_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_interactions" ADD CONSTRAINT "case_interactions_interaction_fk" FOREIGN KEY ("tenant_id","interaction_id") REFERENCES "public"."interactions"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_service_fk" FOREIGN KEY ("tenant_id","service_id") REFERENCES "public"."services"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_queue_fk" FOREIGN KEY ("tenant_id","queue_id") REFERENCES "public"."queues"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_identity_fk" FOREIGN KEY ("tenant_id","identity_id") REFERENCES "public"."identities"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_assignee_fk" FOREIGN KEY ("tenant_id","assignee_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_service_fk" FOREIGN KEY ("tenant_id","service_id") REFERENCES "public"."services"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_contact_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interactions" ADD CONSTRAINT "interactions_service_fk" FOREIGN KEY ("tenant_id","service_id") REFERENCES "public"."services"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interactions" ADD CONSTRAINT "interactions_identity_fk" FOREIGN KEY ("tenant_id","identity_id") REFERENCES "public"."identities"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_thread_fk" FOREIGN KEY ("tenant_id","thread_id") REFERENCES "public"."threads"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_interaction_fk" FOREIGN KEY ("tenant_id","interaction_id") REFERENCES "public"."interactions"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_identity_fk" FOREIGN KEY ("tenant_id","identity_id") REFERENCES "public"."identities"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_channel_fk" FOREIGN KEY ("tenant_id","channel_id") REFERENCES "public"."channels"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_services" ADD CONSTRAINT "member_services_member" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_services" ADD CONSTRAINT "member_services_service" FOREIGN KEY ("tenant_id","service_id") REFERENCES "public"."services"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overseer_grants" ADD CONSTRAINT "overseer_grants_overseer_tenant_id_tenants_id_fk" FOREIGN KEY ("overseer_tenant_id") REFERENCES "public"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queues" ADD CONSTRAINT "queues_service" FOREIGN KEY ("tenant_id","service_id") REFERENCES "public"."services"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_entries_case" ON "case_entries" USING btree ("tenant_id","case_id","created_at");--> statement-breakpoint
CREATE INDEX "case_interactions_interaction" ON "case_interactions" USING btree ("tenant_id","interaction_id");--> statement-breakpoint
CREATE INDEX "cases_inbox" ON "cases" USING btree ("tenant_id","service_id","is_open","sort_at","id");--> statement-breakpoint
CREATE INDEX "cases_mine" ON "cases" USING btree ("tenant_id","assignee_id","sort_at","id") WHERE is_open;--> statement-breakpoint
CREATE INDEX "cases_unassigned" ON "cases" USING btree ("tenant_id","service_id","sort_at","id") WHERE is_open and assignee_id is null;--> statement-breakpoint
CREATE INDEX "cases_identity" ON "cases" USING btree ("tenant_id","identity_id","last_message_at");--> statement-breakpoint
CREATE INDEX "channels_service" ON "channels" USING btree ("tenant_id","service_id");--> statement-breakpoint
CREATE INDEX "inbound_unrelayed" ON "inbound_events" USING btree ("tenant_id","id") WHERE relayed_at is null;--> statement-breakpoint
CREATE INDEX "inbound_unparsable" ON "inbound_events" USING btree ("tenant_id","id") WHERE outcome = 'unparsable';--> statement-breakpoint
CREATE INDEX "inbound_keys_age" ON "inbound_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "identities_contact" ON "identities" USING btree ("tenant_id","contact_id");--> statement-breakpoint
CREATE INDEX "interactions_identity" ON "interactions" USING btree ("tenant_id","identity_id","received_at");--> statement-breakpoint
CREATE INDEX "interactions_received" ON "interactions" USING btree ("tenant_id","received_at");--> statement-breakpoint
CREATE INDEX "messages_case" ON "messages" USING btree ("tenant_id","case_id","ordered_at","id");--> statement-breakpoint
CREATE INDEX "messages_provider" ON "messages" USING btree ("tenant_id","provider_id") WHERE provider_id is not null;--> statement-breakpoint
CREATE INDEX "waiting_statuses_provider" ON "waiting_statuses" USING btree ("tenant_id","channel_id","provider_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "deliveries" USING btree ("queue","tenant_id","event_id") WHERE done_at is null and failed_at is null;--> statement-breakpoint
CREATE INDEX "outbox_unstamped" ON "outbox" USING btree ("tenant_id","id") WHERE position is null;--> statement-breakpoint
CREATE INDEX "outbox_position" ON "outbox" USING btree ("tenant_id","position");--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("tenant_id","due_at");--> statement-breakpoint
CREATE INDEX "timers_ref" ON "timers" USING btree ("tenant_id","kind","ref");--> statement-breakpoint
CREATE INDEX "files_sha256" ON "files" USING btree ("tenant_id","sha256");--> statement-breakpoint
CREATE INDEX "interaction_figures_hour" ON "interaction_figures" USING btree ("hour");--> statement-breakpoint
CREATE INDEX "access_links_subject" ON "access_links" USING btree ("tenant_id","purpose","subject");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit_entries" USING btree ("tenant_id","subject_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE POLICY "tenant" ON "case_counters" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "case_entries" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "case_interactions" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "cases" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "channel_ingress" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "lookup" ON "channel_ingress" AS PERMISSIVE FOR SELECT TO "siaga_gateway" USING (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "channels" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "inbound_events" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "inbound_keys" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "contacts" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "identities" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "interactions" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "messages" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "threads" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "waiting_statuses" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "idempotency_keys" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "own" ON "tenants" AS PERMISSIVE FOR SELECT TO "siaga_app" USING (id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "register" ON "tenants" AS PERMISSIVE FOR SELECT TO "siaga_gateway", "siaga_identity", "siaga_oversight", "siaga_relay" USING (true);--> statement-breakpoint
CREATE POLICY "platform" ON "tenants" AS PERMISSIVE FOR ALL TO "siaga_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "deliveries" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "outbox" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "outbox_positions" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "timers" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "files" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "case_gauge_hours" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "overseer" ON "case_gauge_hours" AS PERMISSIVE FOR SELECT TO "siaga_oversight" USING (('nation/' || service_type) = any (string_to_array(current_setting('app.overseer_grants', true), ',')) or (province_code || '/' || service_type) = any (string_to_array(current_setting('app.overseer_grants', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant" ON "case_gauges" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "overseer" ON "case_gauges" AS PERMISSIVE FOR SELECT TO "siaga_oversight" USING (('nation/' || service_type) = any (string_to_array(current_setting('app.overseer_grants', true), ',')) or (province_code || '/' || service_type) = any (string_to_array(current_setting('app.overseer_grants', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant" ON "facts" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "figure_freshness" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "overseer" ON "figure_freshness" AS PERMISSIVE FOR SELECT TO "siaga_oversight" USING (('nation/' || service_type) = any (string_to_array(current_setting('app.overseer_grants', true), ',')) or (province_code || '/' || service_type) = any (string_to_array(current_setting('app.overseer_grants', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant" ON "interaction_figures" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "overseer" ON "interaction_figures" AS PERMISSIVE FOR SELECT TO "siaga_oversight" USING (('nation/' || service_type) = any (string_to_array(current_setting('app.overseer_grants', true), ',')) or (province_code || '/' || service_type) = any (string_to_array(current_setting('app.overseer_grants', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant" ON "access_link_hashes" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "lookup" ON "access_link_hashes" AS PERMISSIVE FOR SELECT TO "siaga_identity" USING (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "access_links" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "api_key_hashes" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "lookup" ON "api_key_hashes" AS PERMISSIVE FOR SELECT TO "siaga_identity" USING (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "api_keys" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "audit_entries" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "audit_values" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "holidays" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "member_services" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "members" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "identity" ON "memberships" AS PERMISSIVE FOR ALL TO "siaga_identity" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform" ON "overseer_grants" AS PERMISSIVE FOR ALL TO "siaga_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "read" ON "overseer_grants" AS PERMISSIVE FOR SELECT TO "siaga_migrator" USING (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "queues" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "services" AS PERMISSIVE FOR ALL TO "siaga_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "identity" ON "sessions" AS PERMISSIVE FOR ALL TO "siaga_identity" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity" ON "users" AS PERMISSIVE FOR ALL TO "siaga_identity" USING (true) WITH CHECK (true);