package org.guanjia.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.platform.audit.Anchors.Anchor;
import org.guanjia.platform.audit.Verification.Finding;
import org.guanjia.platform.audit.Verification.Kind;
import org.guanjia.platform.audit.Verification.Verdict;
import org.guanjia.platform.database.TownContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever tampers here is the database's superuser, with the triggers switched off. */
@TownTest
class AuditLogTests {

  private static final String TOWN = "441900103";

  @Autowired Audit audit;
  @Autowired Sealer sealer;
  @Autowired Verification verification;
  @Autowired Anchors anchors;
  @Autowired TransactionTemplate transactions;
  @Autowired HikariDataSource applicationPool;

  @BeforeEach
  void anEmptyLog() throws SQLException {
    synchronized (sealer) {
      superuser("delete from platform.audit_seal", "delete from platform.audit_entry");
      anchors.forget();
    }
  }

  @Test
  void anUntouchedLogFits() {
    write(30);
    Verdict verdict = sealedVerdict();
    assertThat(verdict.finding()).isNull();
    assertThat(verdict.entries()).isEqualTo(30);
    assertThat(verdict.unsealed()).isZero();
  }

  @Test
  void aRolledBackChangeLeavesNoEntry() {
    assertThatThrownBy(
            () ->
                inTown(
                    () -> {
                      audit.record("request.closed", "request", "R1");
                      throw new IllegalStateException("the change fails");
                    }))
        .hasMessage("the change fails");
    assertThat(sealedVerdict().entries()).isZero();
  }

  @Test
  void nothingIsRecordedOutsideATransaction() {
    assertThatThrownBy(() -> audit.record("request.closed", "request", "R1"))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void anEntryOfARunningTransactionIsSealedInItsPlaceLater() throws Exception {
    var written = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    try (var threads = Executors.newSingleThreadExecutor()) {
      threads.submit(
          () ->
              inTown(
                  () -> {
                    audit.record("request.closed", "request", "slow");
                    written.countDown();
                    await(mayCommit);
                  }));
      written.await();
      write(5);
      sealer.sealBatch();
      Verdict meanwhile = verification.verify(List.of());
      assertThat(meanwhile.finding()).isNull();
      assertThat(meanwhile.entries()).as("later entries wait for the earlier transaction").isZero();
      mayCommit.countDown();
    }
    Verdict verdict = sealedVerdict();
    assertThat(verdict.finding()).isNull();
    assertThat(verdict.entries()).isEqualTo(6);
  }

  @Test
  void manyWritersAndTheSealerDoNotDisturbEachOther() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 400; i++) threads.submit(() -> write(1));
      for (int i = 0; i < 20; i++) sealer.sealBatch();
    }
    Verdict verdict = sealedVerdict();
    assertThat(verdict.finding()).isNull();
    assertThat(verdict.entries()).isEqualTo(400);
  }

  @Test
  void aChangedEntryIsNamed() throws SQLException {
    long id = sealedEntries(10).get(4);
    superuser("update platform.audit_entry set details = '{\"to\":\"other\"}' where id = " + id);
    assertThat(verification.verify(List.of()).finding()).isEqualTo(new Finding(Kind.ENTRY_CHANGED, 1, id));
  }

  @Test
  void ofTwoChangedEntriesTheFirstIsNamed() throws SQLException {
    List<Long> ids = sealedEntries(10);
    superuser("update platform.audit_entry set actor = 'nobody' where id in (" + ids.get(7) + "," + ids.get(2) + ")");
    assertThat(verification.verify(List.of()).finding()).isEqualTo(new Finding(Kind.ENTRY_CHANGED, 1, ids.get(2)));
  }

  @Test
  void aRemovedEntryIsNamed() throws SQLException {
    long id = sealedEntries(10).get(9);
    superuser("delete from platform.audit_entry where id = " + id);
    assertThat(verification.verify(List.of()).finding()).isEqualTo(new Finding(Kind.ENTRY_REMOVED, 1, id));
  }

  @Test
  void anEntryMovedToAnotherTransactionIsNoticed() throws SQLException {
    long id = sealedEntries(10).get(3);
    superuser("update platform.audit_entry set tx = tx + 100000 where id = " + id);
    assertThat(verification.verify(List.of()).finding()).isEqualTo(new Finding(Kind.ENTRY_REMOVED, 1, id));
  }

  @Test
  void anInsertedEntryIsNamed() throws SQLException {
    sealedEntries(10);
    superuser(
        "insert into platform.audit_entry (town, tx, at, actor, action, subject_type, subject_id) overriding system value"
            + " select town, tx, at, actor, 'request.approved', subject_type, subject_id from platform.audit_entry"
            + " order by id limit 1");
    assertThat(verification.verify(List.of()).finding()).extracting(Finding::kind).isEqualTo(Kind.ENTRY_INSERTED);
  }

  @Test
  void aSealWrittenAnewWithoutTheKeyIsNoticed() throws SQLException {
    sealedEntries(10);
    superuser("update platform.audit_seal set hash = sha256(hash), mac = sha256(mac)");
    assertThat(verification.verify(List.of()).finding()).isEqualTo(new Finding(Kind.SEAL_CHANGED, 1, null));
  }

  @Test
  void aRemovedBatchInTheMiddleIsNoticed() throws SQLException {
    sealedEntries(3);
    sealedEntries(3);
    sealedEntries(3);
    superuser("delete from platform.audit_seal where seq = 2");
    assertThat(verification.verify(List.of()).finding()).isEqualTo(new Finding(Kind.SEAL_REMOVED, 2, null));
  }

  @Test
  void aCutOffEndIsNoticedEvenWhenTheEntriesWentToo() throws SQLException {
    sealedEntries(3);
    List<Long> lastBatch = sealedEntries(3);
    superuser(
        "delete from platform.audit_seal where seq = 2",
        "delete from platform.audit_entry where id >= " + lastBatch.getFirst());
    assertThat(verification.verify(List.of()).finding()).isEqualTo(new Finding(Kind.END_CUT_OFF, 2, null));
  }

  @Test
  void aCutOffEndIsStillNoticedWhenTheLogGrewAgain() throws SQLException {
    sealedEntries(3);
    List<Long> lastBatch = sealedEntries(3);
    superuser(
        "delete from platform.audit_seal where seq = 2",
        "delete from platform.audit_entry where id >= " + lastBatch.getFirst());
    write(4);
    assertThat(sealedVerdict().finding()).isEqualTo(new Finding(Kind.SEAL_CHANGED, 2, null));
  }

  @Test
  void aSealNotedOnPaperIsHeldAgainstTheLog() {
    write(3);
    Anchor noted = Objects.requireNonNull(sealedVerdict().newest());
    assertThat(verification.verify(List.of(noted)).finding()).isNull();
    assertThat(verification.verify(List.of(new Anchor(1, "0".repeat(64)))).finding())
        .isEqualTo(new Finding(Kind.SEAL_CHANGED, 1, null));
    assertThat(new VerifyAudit(verification).run(List.of(noted.toString()))).isZero();
    assertThat(new VerifyAudit(verification).run(List.of("1:" + "0".repeat(64)))).isOne();
    assertThat(new VerifyAudit(verification).run(List.of("nonsense"))).isEqualTo(64);
  }

  @Test
  void theApplicationsRoleCanNeitherChangeNorRemoveNorChooseANumber() throws SQLException {
    sealedEntries(2);
    for (String statement :
        List.of(
            "update platform.audit_entry set actor = 'x'", "delete from platform.audit_entry",
            "truncate platform.audit_entry", "update platform.audit_seal set hash = hash",
            "delete from platform.audit_seal", "drop trigger append_only on platform.audit_entry",
            "insert into platform.audit_entry (town, at, actor, action, subject_type, subject_id, tx)"
                + " values ('" + TOWN + "', now(), 'x', 'x', 'x', 'x', 1)",
            "alter table platform.audit_entry disable row level security")) {
      assertThatThrownBy(() -> asApplication(statement)).as(statement).isInstanceOf(SQLException.class)
          .message().containsAnyOf("permission denied", "must be owner");
    }
  }

  @Test
  void theOwnersSlipsAreStoppedToo() throws SQLException {
    sealedEntries(2);
    for (String statement :
        List.of("update platform.audit_entry set actor = 'x'", "delete from platform.audit_entry where false",
            "truncate platform.audit_seal", "delete from platform.audit_era")) {
      assertThatThrownBy(() -> asOwner(statement)).as(statement).hasMessageContaining("append-only");
    }
  }

  @Test
  void anotherTownsEntriesAreInvisibleAndCannotBeWritten() throws SQLException {
    sealedEntries(2);
    assertThat(countAsApplication(TOWN)).isEqualTo(2);
    assertThat(countAsApplication("441900999")).isZero();
    assertThat(countAsApplication("")).isZero();
    assertThatThrownBy(
            () ->
                asApplication(
                    "begin; set local guanjia.town = '441900999';"
                        + " insert into platform.audit_entry (town, at, actor, action, subject_type, subject_id)"
                        + " values ('" + TOWN + "', now(), 'x', 'x', 'x', 'x')"))
        .hasMessageContaining("row-level security");
  }

  @Test
  void numbersThatSlipIntoDetailsAreMasked() {
    assertThat(Audit.withoutNumbers("{\"a\":\"打13800131234给441900195001011234\",\"n\":20261124,\"fen\":138001312345}"))
        .isEqualTo("{\"a\":\"打138****1234给441***********1234\",\"n\":20261124,\"fen\":138001312345}");
  }

  private void write(int entries) {
    inTown(
        () ->
            IntStream.range(0, entries)
                .forEach(i -> audit.record("request.closed", "request", "R" + i, Map.of("from", "open", "n", i))));
  }

  private List<Long> sealedEntries(int count) {
    write(count);
    sealAll();
    List<Long> ids = new ArrayList<>();
    try (Connection owner = TestDatabase.owner();
        var rows =
            owner.createStatement().executeQuery(
                "select id from (select id from platform.audit_entry order by id desc limit " + count + ") x order by id")) {
      while (rows.next()) ids.add(rows.getLong(1));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return ids;
  }

  private Verdict sealedVerdict() {
    sealAll();
    return verification.verify(List.of());
  }

  /** The scheduled sealer may hold the lock for a moment, and so may other tests' transactions. */
  private void sealAll() {
    for (int i = 0; i < 100 && TownContext.system("*").call(() -> transactions.execute(s -> unsealed())) > 0; i++) {
      sealer.sealBatch();
    }
  }

  private int unsealed() {
    return (int) verification.verify(List.of()).unsealed();
  }

  private void inTown(Runnable work) {
    new TownContext(TOWN, "u1", null, null).run(() -> transactions.executeWithoutResult(status -> work.run()));
  }

  private void asApplication(String statement) throws SQLException {
    try (Connection connection = applicationPool.getConnection();
        var sql = connection.createStatement()) {
      try {
        sql.execute(statement);
      } finally {
        sql.execute("rollback");
      }
    }
  }

  private int countAsApplication(String town) throws SQLException {
    try (Connection connection = applicationPool.getConnection();
        var sql = connection.createStatement()) {
      sql.execute("begin");
      sql.execute("set local guanjia.town = '" + town + "'");
      try (var rows = sql.executeQuery("select count(*) from platform.audit_entry")) {
        rows.next();
        return rows.getInt(1);
      } finally {
        sql.execute("rollback");
      }
    }
  }

  private static void asOwner(String statement) throws SQLException {
    try (Connection connection = TestDatabase.owner();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static void superuser(String... statements) throws SQLException {
    try (Connection connection = TestDatabase.owner();
        var sql = connection.createStatement()) {
      sql.execute("set session_replication_role = replica");
      for (String statement : statements) sql.execute(statement);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
