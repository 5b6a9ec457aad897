package org.guanjia.platform.database;

import java.util.List;
import java.util.Objects;
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
    var all = new StringBuilder();
    for (int i = 0; i < changes.size(); i++) all.append(i == 0 ? "{" : ";{").append(i).append('}');
    // As if something were fetched: of a plain statement jOOQ builds the whole text once more, to see of which kind it is.
    sql.resultQuery(all.toString(), changes.toArray(Query[]::new)).fetch();
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
