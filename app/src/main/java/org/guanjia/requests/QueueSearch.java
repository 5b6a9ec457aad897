package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.REQUEST;

import java.util.Optional;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.crypto.Phones;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.matching.WordSearch;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** One search box for the desk: a receipt code, a phone number, or words of the matter. */
@Component
public class QueueSearch {

  /** Longer searches are cut: nobody types more, and each word costs a look into the index. */
  static final int TYPED_LENGTH_MAX = 100;

  private static final String PHONE = "\\+?[0-9]{7,15}";

  private final DSLContext sql;
  private final PersonalData personal;
  private final WordSearch words;

  QueueSearch(DSLContext sql, PersonalData personal, WordSearch words) {
    this.sql = sql;
    this.personal = personal;
    this.words = words;
  }

  /**
   * What {@code requests.request} must fulfil, to be combined with the filters and the keyset of the list. Needs a transaction with a
   * town. What looks like a code or a phone number but belongs to no request is searched as words.
   *
   * @param typed as typed; blank searches nothing and fulfils always, without letters or digits nothing is found
   */
  public Condition condition(String typed) {
    var cut = typed.substring(0, Math.min(typed.length(), TYPED_LENGTH_MAX));
    if (cut.isBlank()) return DSL.noCondition();
    return code(cut).or(() -> phone(cut)).orElseGet(() -> words.holding(cut));
  }

  private Optional<Condition> code(String typed) {
    return ReceiptCode.parse(typed).map(REQUEST.CODE::eq).filter(this::somethingFulfils);
  }

  private Optional<Condition> phone(String typed) {
    var number = Phones.normal(typed);
    if (!number.matches(PHONE)) return Optional.empty();
    return Optional.of(REQUEST.PHONE_INDEX.in(personal.blindIndexes("phone", number))).filter(this::somethingFulfils);
  }

  private boolean somethingFulfils(Condition condition) {
    return sql.fetchExists(REQUEST, REQUEST.TOWN.eq(TownContext.required().town()).and(condition));
  }
}
