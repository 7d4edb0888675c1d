package io.fairlead.server.field;

import io.fairlead.server.field.FieldIndexes.Index;
import io.fairlead.server.field.FieldIndexes.State;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.FieldKey;
import io.fairlead.server.platform.sql.TableOwner;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Makes and drops the indexes of own fields, one after the other, while leads come in and are worked. One node is at a
 * company's indexes at a time; what it leaves unfinished when it is killed is dropped and made again by whoever comes
 * next. Thread-safe.
 */
@Component
class FieldIndexWork {
    private static final Logger LOG = LoggerFactory.getLogger(FieldIndexWork.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** The database or the connection to it went away: another try may go well. */
    private static final Set<String> PASSING = Set.of("08", "57", "53");

    private final FieldIndexes indexes;
    private final Transactions transactions;
    private final TableOwner owner;
    private final Set<TableOwner.Turn> underWay = ConcurrentHashMap.newKeySet();

    FieldIndexWork(FieldIndexes indexes, Transactions transactions, TableOwner owner, Rounds rounds) {
        this.indexes = indexes;
        this.transactions = transactions;
        this.owner = owner;
        rounds.every(PAUSE, "own-field-indexes", indexes::companies, this::turn);
    }

    private void turn(int company) {
        if (transactions.inCompany(company, indexes::all).isEmpty()) {
            indexes.rest(company);
            return;
        }
        try {
            Optional<TableOwner.Turn> turn = owner.turn(company);
            if (turn.isPresent()) {
                try (TableOwner.Turn mine = turn.get()) {
                    underWay.add(mine);
                    work(company, mine);
                } finally {
                    underWay.remove(turn.get());
                }
                indexes.rest(company);
            }
        } catch (SQLException failure) {
            LOG.warn("The indexes of company {} are left for later: {}", company, failure.getMessage());
        }
    }

    private void work(int company, TableOwner.Turn turn) throws SQLException {
        List<Index> all = transactions.inCompany(company, indexes::all);
        turn.keepOnly(FieldIndexes.standing(all));
        for (Index index : all) {
            switch (index.state()) {
                case DROPPING -> indexes.forget(company, index);
                case WAITING, BUILDING, READY -> stand(company, turn, index);
                case FAILED -> {}
            }
        }
    }

    private void stand(int company, TableOwner.Turn turn, Index index) throws SQLException {
        if (turn.stands(index.key())) {
            turn.describe(index.key());
            indexes.note(company, index, State.READY, "");
            return;
        }
        indexes.note(company, index, State.BUILDING, "");
        Index building = new Index(index.key(), State.BUILDING);
        try {
            turn.make(index.key());
            if (index.key().kind() == FieldKey.Kind.NUMBER) {
                indexes.noteTexts(company, index.key());
            }
            indexes.note(company, building, State.READY, "");
        } catch (SQLException failure) {
            String state = String.valueOf(failure.getSQLState());
            if (PASSING.contains(state.substring(0, Math.min(2, state.length())))) {
                throw failure;
            }
            LOG.warn(
                    "The index of the field {} of company {} failed",
                    index.key().field(),
                    company,
                    failure);
            indexes.note(company, building, State.FAILED, String.valueOf(failure.getMessage()));
            turn.discard(index.key());
        }
    }

    /** What takes long is broken off when the server stops, before the rounds are waited for, and begun again later. */
    @Order(0)
    @EventListener(ContextClosedEvent.class)
    void end() throws SQLException {
        for (TableOwner.Turn turn : underWay) {
            turn.breakOff();
        }
    }
}
