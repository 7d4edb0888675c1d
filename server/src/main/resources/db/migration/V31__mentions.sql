-- Texts about many leads, such as reasons and filters, may name somebody who is erased.

-- Kinds of events beside leads in which people's own words, or lists' conditions, stand.
create function shared.quotes(kind text) returns boolean language sql immutable parallel safe as $$
    select kind in ('view-made', 'view-changed', 'view-deleted', 'leads-exported', 'export-cancelled', 'export-downloaded',
        'import-started', 'import-paused', 'import-cancel-started', 'import-cancelled', 'import-ended', 'import-failed',
        'import-undo-started', 'import-undone', 'import-removed', 'bulk-ended', 'bulk-undone', 'hand-over-ended',
        'hand-over-undone-ended', 'balance-moved')
$$;
create index event_of_quotes on fairlead.event (company_id, id) where lead is null and shared.quotes(kind);

-- A text without these pieces. No name, e-mail or number begins like what stands in their place.
create function shared.cut(said text, pieces text[]) returns text language plpgsql immutable as $$
declare
    piece text;
begin
    foreach piece in array pieces loop
        said := replace(said, piece, case when piece ~ '^[+0-9]' then '+0[…]' else '[…]' end);
    end loop;
    return said;
end $$;

-- The same in all texts of a value.
create function shared.cut(data jsonb, pieces text[]) returns jsonb language plpgsql immutable as $$
begin
    return case jsonb_typeof(data)
        when 'string' then to_jsonb(shared.cut(data #>> '{}', pieces))
        when 'array' then (select coalesce(jsonb_agg(shared.cut(value, pieces) order by place), '[]')
                             from jsonb_array_elements(data) with ordinality as one (value, place))
        when 'object' then (select coalesce(jsonb_object_agg(key, shared.cut(value, pieces)), '{}') from jsonb_each(data))
        else data end;
end $$;

-- Cuts what names somebody out of what the application itself may not change: events that quote, events of the leads of bulk
-- changes, which repeat their reasons, and reasons of corrections. Of changes of nobody else's leads (alone) the whole reason.
-- Only for an erasure of the same transaction.
create function fairlead.forget_mentions(of_erasure bigint, events bigint[], changes bigint[], corrections bigint[],
        pieces text[], alone bigint[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    company int := nullif(current_setting('fairlead.company', true), '')::int;
begin
    if not exists (select from fairlead.erasure
                    where company_id = company and id = of_erasure and tx = pg_current_xact_id()) then
        raise exception 'erasure % was not begun in this transaction', of_erasure;
    end if;
    update fairlead.event set data = shared.cut(data, pieces)
     where company_id = company and id = any(events) and lead is null and shared.quotes(kind);
    update fairlead.event set data = data || '{"reason": "[…]"}'
     where company_id = company and lead is null and shared.quotes(kind) and (data ->> 'move')::bigint = any(alone)
       and data ->> 'reason' <> '';
    update fairlead.event e set data = shared.cut(e.data, pieces)
      from fairlead.bulk_lead i
     where i.company_id = company and i.bulk_id = any(changes)
       and e.company_id = company and e.lead = i.lead_id
       and e.kind in ('handed-over', 'hand-over-undone', 'status-changed') and (e.data ->> 'move')::bigint = i.bulk_id;
    update fairlead.correction set reason = shared.cut(reason, pieces)
     where company_id = company and id = any(corrections);
end $$;
revoke execute on function fairlead.forget_mentions from public;
grant execute on function fairlead.forget_mentions to "${application}";
