SELECT force_row_security(true);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON contact_blocks, contact_merges, canned_replies, tags, saved_views, rules, message_templates, webhook_apps TO siaga_app;--> statement-breakpoint
GRANT SELECT, INSERT ON contact_notes, rule_runs, withheld_messages TO siaga_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON case_tags, case_links, case_followers, case_drafts TO siaga_app;--> statement-breakpoint
GRANT DELETE ON saved_views, message_templates TO siaga_app;--> statement-breakpoint
GRANT SELECT ON webhook_apps TO siaga_gateway;--> statement-breakpoint
GRANT INSERT ON inbound_quarantine TO siaga_gateway;--> statement-breakpoint
GRANT SELECT, UPDATE, DELETE ON inbound_quarantine TO siaga_platform;--> statement-breakpoint
GRANT SELECT (kind, address, app, tenant_id, channel_id, urgent, is_active) ON channel_ingress TO siaga_platform;--> statement-breakpoint
GRANT SELECT (kind, app, tenant_id) ON webhook_apps TO siaga_platform;--> statement-breakpoint
GRANT INSERT ON inbound_keys, inbound_events TO siaga_platform;--> statement-breakpoint
CREATE POLICY platform ON channel_ingress FOR SELECT TO siaga_platform USING (true);--> statement-breakpoint
CREATE POLICY platform ON webhook_apps FOR SELECT TO siaga_platform USING (true);--> statement-breakpoint
CREATE POLICY platform_insert ON inbound_keys FOR INSERT TO siaga_platform WITH CHECK (true);--> statement-breakpoint
CREATE POLICY platform_insert ON inbound_events FOR INSERT TO siaga_platform WITH CHECK (true);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON imports TO siaga_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON import_rows TO siaga_app;--> statement-breakpoint
GRANT UPDATE ON files TO siaga_app;--> statement-breakpoint
GRANT DELETE ON contacts, identities, contact_notes, cases, case_entries TO siaga_app;
--> statement-breakpoint
-- Only the undo of an import removes such rows, and only what nobody has touched: no fault elsewhere can remove more.
CREATE POLICY untouched ON cases AS RESTRICTIVE FOR DELETE TO siaga_app USING (version = 1 AND message_count = 0);--> statement-breakpoint
CREATE POLICY imported ON case_entries AS RESTRICTIVE FOR DELETE TO siaga_app USING (data ? 'import');--> statement-breakpoint
CREATE POLICY untouched ON identities AS RESTRICTIVE FOR DELETE TO siaga_app USING (last_seen_at = created_at AND contact_id = home_contact_id);--> statement-breakpoint
CREATE POLICY untouched ON contacts AS RESTRICTIVE FOR DELETE TO siaga_app USING (version = 1 AND state = 'active' AND merged_into_id IS NULL);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON notices, notice_preferences TO siaga_app;--> statement-breakpoint
GRANT SELECT, INSERT ON handover_notes, handover_reads TO siaga_app;--> statement-breakpoint
GRANT UPDATE ON case_interactions TO siaga_app;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;--> statement-breakpoint
CREATE INDEX search_cases_words ON search_documents USING gin (tenant_id, tsv) WITH (fastupdate = on, gin_pending_list_limit = 512) WHERE kind = 'case';--> statement-breakpoint
CREATE INDEX search_messages_words ON search_documents USING gin (tenant_id, tsv) WITH (fastupdate = on, gin_pending_list_limit = 512) WHERE kind = 'message';--> statement-breakpoint
CREATE INDEX search_contacts_words ON search_documents USING gin (tenant_id, tsv) WITH (fastupdate = on, gin_pending_list_limit = 512) WHERE kind = 'contact';--> statement-breakpoint
CREATE INDEX search_terms_prefix ON search_terms (tenant_id, term text_pattern_ops);--> statement-breakpoint
CREATE INDEX search_terms_similar ON search_terms USING gin (tenant_id, term gin_trgm_ops);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON search_documents, search_terms TO siaga_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON search_progress TO siaga_app;--> statement-breakpoint
GRANT SELECT ON search_progress TO siaga_relay;--> statement-breakpoint
CREATE POLICY relay ON search_progress FOR SELECT TO siaga_relay USING (true);--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO siaga_search;--> statement-breakpoint
GRANT SELECT ON search_documents, search_terms TO siaga_search;--> statement-breakpoint
CREATE POLICY search ON search_documents FOR SELECT TO siaga_search USING (true);--> statement-breakpoint
CREATE POLICY search ON search_terms FOR SELECT TO siaga_search USING (true);--> statement-breakpoint
CREATE FUNCTION search_documents_of(wanted_kind text, words tsquery, marks tsquery, older_at timestamptz, older_id uuid, newer_at timestamptz, wanted integer)
RETURNS TABLE (subject_id uuid, at timestamptz, rank real) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET jit = off SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off SET enable_indexscan = on AS $$
-- The newest documents that match, newest first. What is common is found by walking back from the newest; for what is
-- not, the kind's GIN index is asked in windows that grow into the past, so that no step reads a whole history. Weeks
-- (w:) and months (m:) are lexemes, by which the index skips; `at + interval '0'` keeps the planner from any other index.
DECLARE
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  query tsquery := CASE WHEN words IS NULL THEN marks WHEN marks IS NULL THEN words ELSE words && marks END;
  here text; found integer := 0; got integer; walked integer; step integer; oldest timestamptz; low timestamptz; span interval; times tsquery;
  ids uuid[]; ats timestamptz[]; ranks real[];
BEGIN
  IF tenant IS NULL OR query IS NULL OR wanted_kind NOT IN ('case', 'message', 'contact') THEN RETURN; END IF;
  wanted := least(wanted, 500);
  here := format('d.tenant_id = %L AND d.kind = %L', tenant, wanted_kind);
  FOREACH step IN ARRAY ARRAY[250, 1000, 3000] LOOP
    EXECUTE format('SELECT count(*), (array_agg(n.at ORDER BY n.place DESC))[1], (array_agg(n.subject_id ORDER BY n.place DESC))[1], array_agg(n.subject_id ORDER BY n.place) FILTER (WHERE n.hit),
        array_agg(n.at ORDER BY n.place) FILTER (WHERE n.hit), array_agg(ts_rank(n.tsv, %L::tsquery) ORDER BY n.place) FILTER (WHERE n.hit)
        FROM (SELECT d.at::timestamptz, d.subject_id, d.tsv, d.tsv @@ %L::tsquery AS hit, row_number() OVER () AS place FROM
          (SELECT d.at, d.subject_id, d.tsv FROM search_documents d WHERE %s AND (d.at, d.subject_id) < (%L, %L) AND d.at >= %L ORDER BY d.at DESC, d.subject_id DESC LIMIT %s) d) n',
      coalesce(words, query), query, here, older_at, older_id, newer_at, step) INTO walked, low, subject_id, ids, ats, ranks;
    got := coalesce(array_length(ids, 1), 0);
    IF got > 0 THEN RETURN QUERY SELECT u.i, u.a, u.r FROM unnest(ids, ats, ranks) WITH ORDINALITY u(i, a, r, n) ORDER BY u.n LIMIT wanted - found; END IF;
    found := found + got;
    IF found >= wanted OR walked < step THEN RETURN; END IF;
    older_at := low; older_id := subject_id;
    EXIT WHEN got * 4000 < step * wanted / 2;
  END LOOP;
  EXECUTE format('SELECT d.at FROM search_documents d WHERE %s AND d.at >= %L ORDER BY d.at LIMIT 1', here, newer_at) INTO oldest;
  PERFORM set_config('enable_indexscan', 'off', true);
  span := interval '10 days';
  LOOP
    low := greatest(older_at - span, oldest);
    IF span < interval '60 days' THEN
      SELECT string_agg('''w:' || week || '''', '|')::tsquery INTO times
        FROM generate_series(floor(extract(epoch FROM low) / 604800)::bigint, floor(extract(epoch FROM older_at) / 604800)::bigint) week;
    ELSE
      SELECT string_agg('''m:' || month || '''', '|')::tsquery INTO times
        FROM generate_series(((extract(year FROM low AT TIME ZONE 'UTC') * 12 + extract(month FROM low AT TIME ZONE 'UTC')))::integer,
          ((extract(year FROM older_at AT TIME ZONE 'UTC') * 12 + extract(month FROM older_at AT TIME ZONE 'UTC')))::integer) month;
    END IF;
    RETURN QUERY EXECUTE format('WITH hits AS MATERIALIZED (SELECT d.subject_id, d.at FROM search_documents d WHERE %1$s AND d.tsv @@ %2$L::tsquery
        AND (d.at + interval ''0'', d.subject_id) < (%3$L, %4$L) AND d.at + interval ''0'' >= %5$L LIMIT 20000),
        top AS MATERIALIZED (SELECT h.subject_id, h.at FROM hits h ORDER BY h.at DESC, h.subject_id DESC LIMIT %6$s)
        SELECT t.subject_id, t.at::timestamptz, r.rank FROM top t, LATERAL (SELECT ts_rank(d.tsv, %7$L::tsquery) AS rank FROM search_documents d WHERE %1$s AND d.subject_id = t.subject_id LIMIT 1) r
        ORDER BY t.at DESC, t.subject_id DESC',
      here, query && times, older_at, older_id, low, wanted - found, coalesce(words, query));
    GET DIAGNOSTICS got = ROW_COUNT;
    found := found + got;
    EXIT WHEN found >= wanted OR low <= oldest;
    older_at := low; older_id := '00000000-0000-0000-0000-000000000000'; span := least(span * 4, interval '2 years');
  END LOOP;
END $$;--> statement-breakpoint
CREATE FUNCTION search_terms_of(beginning text, wanted integer) RETURNS TABLE (term text, stem text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET jit = off AS $$
-- Words that begin so, those that were met first before the others.
DECLARE tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
BEGIN
  IF tenant IS NULL OR length(beginning) < 2 THEN RETURN; END IF;
  RETURN QUERY EXECUTE format('SELECT t.term, coalesce((ts_lexize(''indonesian_stem'', t.term))[1], t.term) FROM search_terms t
    WHERE t.tenant_id = %L AND t.term LIKE %L ORDER BY t.first_seen_at, t.term LIMIT %s', tenant, replace(replace(replace(beginning, '\', '\\'), '%', '\%'), '_', '\_') || '%', least(wanted, 200));
END $$;--> statement-breakpoint
CREATE FUNCTION search_terms_like(word text, wanted integer) RETURNS TABLE (term text, stem text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET jit = off SET pg_trgm.similarity_threshold = 0.35 AS $$
-- Words that look alike, the most similar first.
DECLARE tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
BEGIN
  IF tenant IS NULL OR length(word) < 4 THEN RETURN; END IF;
  RETURN QUERY EXECUTE format('SELECT t.term, coalesce((ts_lexize(''indonesian_stem'', t.term))[1], t.term) FROM search_terms t
    WHERE t.tenant_id = %L AND t.term %% %L ORDER BY similarity(t.term, %L) DESC, t.first_seen_at, t.term LIMIT %s', tenant, word, word, least(wanted, 50));
END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION search_documents_of(text, tsquery, tsquery, timestamptz, uuid, timestamptz, integer) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_documents_of(text, tsquery, tsquery, timestamptz, uuid, timestamptz, integer) TO siaga_app;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION search_terms_of(text, integer) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_terms_of(text, integer) TO siaga_app;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION search_terms_like(text, integer) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_terms_like(text, integer) TO siaga_app;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO siaga_search;--> statement-breakpoint
ALTER FUNCTION search_documents_of(text, tsquery, tsquery, timestamptz, uuid, timestamptz, integer) OWNER TO siaga_search;--> statement-breakpoint
ALTER FUNCTION search_terms_of(text, integer) OWNER TO siaga_search;--> statement-breakpoint
ALTER FUNCTION search_terms_like(text, integer) OWNER TO siaga_search;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM siaga_search;--> statement-breakpoint
ALTER FUNCTION set_overseer(uuid) SET search_path = pg_catalog, public, pg_temp;--> statement-breakpoint
ALTER FUNCTION ensure_partitions(date, date) SET search_path = pg_catalog, public, pg_temp;
