package org.guanjia.linkage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.guanjia.platform.identity.Sex;
import org.jspecify.annotations.Nullable;

/** The levels at which two records agree: one for each field that both tell. */
final class Comparison {

  private Comparison() {}

  static List<Level> of(Traits one, Traits other) {
    List<Level> levels = new ArrayList<>(6);
    levels.add(NameComparison.of(one.name(), other.name()));
    add(levels, birth(one, other));
    add(levels, sex(one, other));
    if (one.village() != null && other.village() != null) levels.add(one.village().equals(other.village()) ? Level.VILLAGE_SAME : Level.VILLAGE_OTHER);
    if (!one.phones().isEmpty() && !other.phones().isEmpty()) levels.add(Collections.disjoint(one.phones(), other.phones()) ? Level.PHONE_OTHER : Level.PHONE_SHARED);
    if (one.document() != null && other.document() != null) levels.add(document(one.document(), other.document()));
    return levels;
  }

  private static void add(List<Level> levels, @Nullable Level level) {
    if (level != null) levels.add(level);
  }

  /**
   * The best of what columns and numbers say, for a slip in one of them is no slip in the other; but the same number in both says the same of a
   * child in whose row it stands by mistake.
   */
  private static @Nullable Level birth(Traits one, Traits other) {
    boolean sameNumber = one.document() != null && other.document() != null && one.document().index().equals(other.document().index());
    Level best = null;
    for (LocalDate ours : sameNumber ? column(one) : births(one)) {
      for (LocalDate theirs : sameNumber ? column(other) : births(other)) {
        Level level = BirthComparison.of(ours, theirs);
        if (best == null || level.compareTo(best) < 0) best = level;
      }
    }
    return best;
  }

  private static List<LocalDate> column(Traits traits) {
    return traits.birth() == null ? List.of() : List.of(traits.birth());
  }

  static List<LocalDate> births(Traits traits) {
    Traits.Document document = traits.document();
    return Stream.of(traits.birth(), document == null ? null : document.birth()).filter(Objects::nonNull).distinct().toList();
  }

  /** What a valid number says; else the column; else what the number says in spite of its slip. */
  private static @Nullable Level sex(Traits one, Traits other) {
    Sex ours = sex(one);
    Sex theirs = sex(other);
    if (ours == null || theirs == null) return null;
    return ours == theirs ? Level.SEX_SAME : Level.SEX_OTHER;
  }

  private static @Nullable Sex sex(Traits traits) {
    Traits.Document document = traits.document();
    if (document == null || document.sex() == null) return traits.sex();
    return document.valid() || traits.sex() == null ? document.sex() : traits.sex();
  }

  private static Level document(Traits.Document one, Traits.Document other) {
    if (one.index().equals(other.index())) return Level.DOCUMENT_SAME;
    if (one.valid() && other.valid()) return Level.DOCUMENT_CONFLICT;
    return one.tail() != null && one.tail().equals(other.tail()) ? Level.DOCUMENT_TAIL : Level.DOCUMENT_OTHER;
  }
}
