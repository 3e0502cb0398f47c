CREATE FUNCTION set_tenant(tenant uuid) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('SET LOCAL app.tenant_id = %L', tenant); END $$;--> statement-breakpoint
CREATE FUNCTION set_overseer(tenant uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE grants text;
BEGIN
  IF tenant IS NULL THEN RAISE EXCEPTION 'an overseer is a tenant' USING ERRCODE = '22004'; END IF;
  SELECT string_agg(scope || '/' || service_type, ',' ORDER BY scope, service_type) INTO grants
    FROM public.overseer_grants WHERE overseer_tenant_id = tenant AND ended_at IS NULL;
  EXECUTE format('SET LOCAL app.overseer_grants = %L', coalesce(grants, ''));
END $$;--> statement-breakpoint
CREATE FUNCTION force_row_security(forced boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
  FOR name IN SELECT c.oid::regclass::text FROM pg_class c WHERE c.relrowsecurity AND c.relnamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER TABLE %s %s ROW LEVEL SECURITY', name, CASE WHEN forced THEN 'FORCE' ELSE 'NO FORCE' END);
  END LOOP;
END $$;--> statement-breakpoint
CREATE FUNCTION ensure_partitions(first_day date, last_day date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE parent text; month date; low text; high text; part text; made integer := 0;
BEGIN
  IF last_day > first_day + 3660 THEN RAISE EXCEPTION 'at most ten years at once' USING ERRCODE = '22023'; END IF;
  FOREACH parent IN ARRAY ARRAY['outbox', 'deliveries', 'audit_entries', 'inbound_events'] LOOP
    month := date_trunc('month', first_day)::date;
    WHILE month <= last_day LOOP
      part := parent || to_char(month, '"_p"YYYYMM');
      IF to_regclass('public.' || part) IS NULL THEN
        low := lpad(to_hex((extract(epoch FROM month::timestamp AT TIME ZONE 'UTC') * 1000)::bigint), 12, '0');
        high := lpad(to_hex((extract(epoch FROM (month + interval '1 month')::timestamp AT TIME ZONE 'UTC') * 1000)::bigint), 12, '0');
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)', part, parent,
          left(low, 8) || '-' || right(low, 4) || '-0000-0000-000000000000',
          left(high, 8) || '-' || right(high, 4) || '-0000-0000-000000000000');
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', part);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', part);
        made := made + 1;
      END IF;
      month := (month + interval '1 month')::date;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;--> statement-breakpoint
SELECT ensure_partitions(now()::date, (now() + interval '3 months')::date);--> statement-breakpoint
SELECT force_row_security(true);--> statement-breakpoint
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO siaga_app, siaga_identity, siaga_gateway, siaga_relay, siaga_oversight, siaga_platform;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION set_tenant(uuid) TO siaga_app;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION set_overseer(uuid) TO siaga_oversight;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION ensure_partitions(date, date) TO siaga_relay;--> statement-breakpoint
GRANT SELECT ON tenants, outbox_positions TO siaga_app;--> statement-breakpoint
GRANT SELECT, INSERT ON outbox, audit_entries, audit_values, files, case_interactions, case_entries TO siaga_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON services, queues, members, api_keys, api_key_hashes, access_links, access_link_hashes, channels, channel_ingress, inbound_events, contacts, identities, threads, interactions, messages, cases, case_counters, facts, interaction_figures, case_gauges, case_gauge_hours, figure_freshness TO siaga_app;--> statement-breakpoint
GRANT SELECT, UPDATE ON deliveries TO siaga_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys, timers, member_services, holidays, inbound_keys, waiting_statuses TO siaga_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON users, sessions, memberships TO siaga_identity;--> statement-breakpoint
GRANT SELECT ON tenants, api_key_hashes, access_link_hashes TO siaga_identity;--> statement-breakpoint
GRANT SELECT ON tenants, channel_ingress TO siaga_gateway;--> statement-breakpoint
GRANT INSERT ON inbound_events, inbound_keys TO siaga_gateway;--> statement-breakpoint
GRANT SELECT ON tenants TO siaga_relay;--> statement-breakpoint
GRANT SELECT (tenant_id, id, type, version, subject_id, service_id, urgent, position, created_at), UPDATE (position) ON outbox TO siaga_relay;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON outbox_positions, deliveries TO siaga_relay;--> statement-breakpoint
GRANT SELECT (tenant_id, id, due_at) ON timers TO siaga_relay;--> statement-breakpoint
GRANT SELECT (tenant_id, id, urgent, relayed_at), UPDATE (relayed_at) ON inbound_events TO siaga_relay;--> statement-breakpoint
GRANT SELECT ON tenants, interaction_figures, case_gauges, case_gauge_hours, figure_freshness TO siaga_oversight;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON tenants, overseer_grants TO siaga_platform;--> statement-breakpoint
CREATE POLICY gateway_insert ON inbound_events FOR INSERT TO siaga_gateway WITH CHECK (true);--> statement-breakpoint
CREATE POLICY gateway_insert ON inbound_keys FOR INSERT TO siaga_gateway WITH CHECK (true);--> statement-breakpoint
CREATE POLICY relay ON outbox FOR ALL TO siaga_relay USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY relay ON outbox_positions FOR ALL TO siaga_relay USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY relay ON deliveries FOR ALL TO siaga_relay USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY relay ON timers FOR SELECT TO siaga_relay USING (true);--> statement-breakpoint
CREATE POLICY relay ON inbound_events FOR ALL TO siaga_relay USING (true) WITH CHECK (true);
