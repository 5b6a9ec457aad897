package org.guanjia.platform.database;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.TableField;
import org.jooq.UpdatableRecord;
import org.jooq.impl.DSL;

/**
 * Several changes in one exchange with PostgreSQL. Of a small change most of the time is the exchange itself; the driver sends
 * statements that a semicolon parts one behind the other, prepared as each alone would be, and waits once.
 */
public final class Exchange {

  private Exchange() {}

  /** Makes the changes in this order; when one fails the transaction has failed, as if each had been sent alone. */
  public static void send(DSLContext sql, List<? extends Query> changes) {
    String all = IntStream.range(0, changes.size()).mapToObj("{%d}"::formatted).collect(joining(";"));
    sql.query(all, changes.toArray(Query[]::new)).execute();
  }

  /** The change that stores the touched fields of a row that was read before. */
  public static <R extends UpdatableRecord<R>> Query update(DSLContext sql, R row) {
    Condition same = DSL.and(Objects.requireNonNull(row.getTable().getPrimaryKey()).getFields().stream().map(field -> same(field, row)).toList());
    return sql.update(row.getTable()).set(row).where(same);
  }

  private static <R extends UpdatableRecord<R>, T> Condition same(TableField<R, T> field, R row) {
    Field<T> column = field;
    return column.eq(row.get(field));
  }
}
