-- What a desk remembers of a lead, with another id for one of the users it names.
create function shared.user_renamed(memory jsonb, was text, id text, named boolean default false) returns jsonb
    language sql immutable as $$
    select case jsonb_typeof(memory)
        when 'object' then coalesce(
            (select jsonb_object_agg(key, shared.user_renamed(value, was, id, key in
                        ('declined', 'holders', 'users', 'user', 'receiver', 'owner', 'former', 'holder')))
               from jsonb_each(memory)), memory)
        when 'array' then coalesce(
            (select jsonb_agg(shared.user_renamed(value, was, id, named) order by place)
               from jsonb_array_elements(memory) with ordinality as each (value, place)), memory)
        else case when named and memory = to_jsonb(was) then to_jsonb(id) else memory end
    end
$$;
