package org.guanjia.coverage;

import static org.guanjia.coverage.db.Tables.LIST_ITEM;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.guanjia.people.Recognition;
import org.guanjia.people.Recognition.How;
import org.guanjia.people.Recognition.Told;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Rows of an outside list, into the list that the import's source names by its mark, such as {@code #12}. Nobody is registered by them, and nothing of
 * the register is changed.
 */
@Component
class OutsideListTarget implements ImportTarget {

  static final String NAME = "coverage";
  private static final Pattern MARK = Pattern.compile(".*#([0-9]{1,18})\\s*");
  private static final List<Field<?>> COLUMNS = List.of(
      LIST_ITEM.TOWN, LIST_ITEM.LIST_ID, LIST_ITEM.KEY, LIST_ITEM.IMPORT_ID, LIST_ITEM.ROW_NUMBER, LIST_ITEM.NAME, LIST_ITEM.NUMBER, LIST_ITEM.BIRTH, LIST_ITEM.VILLAGE, LIST_ITEM.MATCHED,
      LIST_ITEM.PERSON_ID, LIST_ITEM.CANDIDATES);

  private final DSLContext sql;
  private final OutsideLists lists;
  private final Recognition recognition;
  private final PersonalData personal;
  private final BulkInsert bulk;

  OutsideListTarget(DSLContext sql, OutsideLists lists, Recognition recognition, PersonalData personal, BulkInsert bulk) {
    this.sql = sql;
    this.lists = lists;
    this.recognition = recognition;
    this.personal = personal;
    this.bulk = bulk;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Permission permission() {
    return Permission.AWARDS_CHECK;
  }

  @Override
  public List<ImportField<?>> fields() {
    return recognition.fields();
  }

  /** By a number of statements that does not depend on the number of rows. */
  @Override
  public void take(ImportBatch batch) {
    Optional<OutsideList> list = list(batch.source());
    if (list.isEmpty()) {
      for (ImportRow row : batch.standing()) batch.refuse(row, null, "coverage.import.noList");
      return;
    }
    if (list.get().completeList() != null) {
      for (ImportRow row : batch.standing()) batch.refuse(row, null, "coverage.import.declared");
      return;
    }
    Map<Integer, ImportRow> raw = batch.standing().stream().collect(Collectors.toMap(ImportRow::number, row -> row));
    List<Told> told = recognition.recognise(batch);
    Map<Integer, byte[]> keys = new HashMap<>();
    told.forEach(row -> keys.put(row.row(), personal.lastingFingerprint("coverage.item", row.identity())));
    Set<ByteBuffer> there = there(list.get().id(), keys.values().toArray(byte[][]::new));
    List<@Nullable Object[]> added = new ArrayList<>();
    for (Told row : told) {
      ImportRow of = Objects.requireNonNull(raw.get(row.row()));
      byte[] key = Objects.requireNonNull(keys.get(row.row()));
      if (!there.add(ByteBuffer.wrap(key))) {
        batch.skip(of, null, "coverage.import.there");
        continue;
      }
      if (row.how() == How.DOUBTFUL) batch.warn(of, null, "coverage.import.doubtful");
      if (row.how() == How.NOBODY) batch.warn(of, null, "coverage.import.nobody");
      added.add(new @Nullable Object[] {
        CoverageRows.town(), list.get().id(), key, batch.importId(), row.row(), personal.encrypt(CoverageEncryption.NAME, row.name()),
        personal.encryptOrNull(CoverageEncryption.NUMBER, row.number()), row.birth(), row.village(), row.how().name(), row.person(),
        row.candidates().stream().mapToLong(Long::longValue).toArray()
      });
    }
    if (!added.isEmpty()) {
      bulk.insert(LIST_ITEM, COLUMNS, added);
      lists.grew(list.get().id());
    }
  }

  private Optional<OutsideList> list(String source) {
    Matcher mark = MARK.matcher(source);
    return mark.matches() ? lists.find(Long.parseLong(mark.group(1))) : Optional.empty();
  }

  private Set<ByteBuffer> there(long list, byte[][] keys) {
    return keys.length == 0 ? new HashSet<>() : sql.select(LIST_ITEM.KEY).from(LIST_ITEM).where(LIST_ITEM.TOWN.eq(CoverageRows.town()), LIST_ITEM.LIST_ID.eq(list), LIST_ITEM.KEY.eq(DSL.any(keys)))
        .fetch(LIST_ITEM.KEY).stream().map(ByteBuffer::wrap).collect(Collectors.toCollection(HashSet::new));
  }
}
