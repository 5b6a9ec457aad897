package org.guanjia.coverage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows that come in the order of persons, asked person by person; no more than one person's are held. */
final class PersonCursor<T> implements AutoCloseable {

  private final Stream<T> source;
  private final Iterator<T> rest;
  private final ToLongFunction<T> person;
  private @Nullable T next;

  PersonCursor(Stream<T> source, ToLongFunction<T> person) {
    this.source = source;
    this.rest = source.iterator();
    this.person = person;
    this.next = rest.hasNext() ? rest.next() : null;
  }

  /** Those of that person; what comes before is left behind. */
  List<T> of(long wanted) {
    List<T> found = new ArrayList<>(1);
    for (T each = next; each != null && person.applyAsLong(each) <= wanted; each = next) {
      if (person.applyAsLong(each) == wanted) found.add(each);
      next = rest.hasNext() ? rest.next() : null;
    }
    return found;
  }

  @Override
  public void close() {
    source.close();
  }
}
