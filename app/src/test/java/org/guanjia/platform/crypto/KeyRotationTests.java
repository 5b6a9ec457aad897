package org.guanjia.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.platform.crypto.DataKey.Kind;
import org.guanjia.platform.crypto.EncryptedColumn.BlindIndex;
import org.guanjia.platform.crypto.KeyRotation.Closed;
import org.guanjia.platform.crypto.KeyRotation.Wrapped;
import org.guanjia.platform.crypto.PersonalData.UnreadableData;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** On a real database, with programs that start and stop beside it. */
@TownTest
class KeyRotationTests {

  private static final String TOWN = "441900103";
  private static final String OTHER_TOWN = "441900104";
  private static final byte[] FIRST = MemoryKeyTable.master(1);
  private static final byte[] SECOND = MemoryKeyTable.master(2);
  private static final byte[] THIRD = MemoryKeyTable.master(3);
  private static final int PEOPLE = 2_300;

  /** A start of the program with these keys in its settings. */
  private static final class Program {
    final DataKeys keys;
    final PersonalData personal;
    final MasterKeys masters;

    Program(Suite suite, byte[] current, byte[]... older) {
      masters = new MasterKeys(current, List.of(older));
      keys = new DataKeys(masters, new KeyTable(owner()), suite);
      keys.refuseUnusable();
      personal = new PersonalData(keys, Set.of("phone"));
    }

    Program(byte[] current, byte[]... older) {
      this(Suite.AES_256_GCM, current, older);
    }

    KeyRotation rotation(Function<String, @Nullable String> normal) {
      List<String> key = List.of("town", "id");
      var columns =
          new EncryptedColumns(
              new EncryptedColumn("platform.secret", key, "phone", "secret.phone", new BlindIndex("phone_index", "phone", normal)),
              new EncryptedColumn("platform.secret", key, "name", "secret.name"));
      return new KeyRotation(masters, new KeyTable(owner()), keys, owner(), List.of(columns));
    }

    KeyRotation rotation() {
      return rotation(phone -> phone);
    }
  }

  private static class Noted implements KeyRotation.Progress {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void waiting(Duration patience) {}

    @Override
    public void at(String table, long rows, long of) {
      lines.add(rows + "/" + of);
    }

    @Override
    public void unreadable(String table, String key, String problem) {
      lines.add(key + ": " + problem);
    }
  }

  @BeforeEach
  void anInstallationWithoutKeys() throws SQLException {
    sql(
        "delete from platform.data_key; delete from platform.key_rotation; drop table if exists platform.secret;"
            + " create table platform.secret (town text, id int, name bytea, phone bytea, phone_index bytea, note text, primary key (town, id))");
  }

  @Test
  void aNewMasterWrapsEveryDataKeyAndTheFormerOneCanBeLeftOut() {
    var begun = new Program(FIRST);
    byte[] closed = in(TOWN, () -> begun.personal.encrypt("p", "张三"));
    byte[] index = in(TOWN, () -> begun.personal.blindIndex("phone", "1"));
    byte[] before = new DataKey(MasterKeys.id(FIRST), "*", Kind.MASTER, 0, Suite.AES_256_GCM, FIRST).close("p", "李四".getBytes());

    var both = new Program(SECOND, FIRST);
    Wrapped done = both.rotation().rotateMaster();
    assertThat(done.dispensable()).containsExactly(MasterKeys.name(MasterKeys.id(FIRST)));
    assertThat(done.wrapped()).isEqualTo(2);
    assertThat(both.rotation().rotateMaster().wrapped()).as("a second time there is nothing to do").isZero();

    var restarted = new Program(SECOND);
    assertThat(in(TOWN, () -> restarted.personal.decrypt("p", closed))).isEqualTo("张三");
    assertThat(in(TOWN, () -> restarted.personal.blindIndex("phone", "1"))).isEqualTo(index);
    assertThat(in(TOWN, () -> restarted.personal.decrypt("p", before))).as("of before there were data keys").isEqualTo("李四");
    assertThat(restarted.keys.ring().root()).as("what must stay the same for ever").isEqualTo(FIRST);

    assertThatThrownBy(() -> new Program(FIRST)).as("the former alone").isInstanceOf(KeyUnusable.class)
        .hasMessageContaining("is closed with the key " + MasterKeys.name(MasterKeys.id(SECOND)));
    new Program(THIRD, SECOND).rotation().rotateMaster();
    var third = new Program(Suite.SM4_GCM, THIRD);
    assertThat(third.keys.ring().root()).isEqualTo(FIRST);
    assertThat(in(TOWN, () -> third.personal.decrypt("p", closed))).isEqualTo("张三");
  }

  @Test
  void aRunningProgramKeepsWhatItKnowsWhenTheMasterIsExchangedUnderIt() {
    var running = new Program(FIRST);
    byte[] closed = in(TOWN, () -> running.personal.encrypt("p", "张三"));
    new Program(SECOND, FIRST).rotation().rotateMaster();
    running.keys.read();
    assertThat(in(TOWN, () -> running.personal.decrypt("p", closed))).isEqualTo("张三");
  }

  @Test
  void aMasterThatDoesNotOpenChangesNothing() {
    var begun = new Program(FIRST);
    in(TOWN, () -> begun.personal.encrypt("p", "张三"));
    var masters = new MasterKeys(SECOND, List.of());
    var wrong = new KeyRotation(masters, new KeyTable(owner()), new DataKeys(masters, new KeyTable(owner()), Suite.AES_256_GCM), owner(), List.of());
    assertThatThrownBy(wrong::rotateMaster).isInstanceOf(KeyUnusable.class);
    assertThat(in(TOWN, () -> new Program(FIRST).personal.encrypt("p", "李四"))).isNotEmpty();
  }

  @Test
  void theSuiteOfNewValuesFollowsTheSettingAndBothOpen() {
    var aes = new Program(FIRST);
    byte[] ofAes = in(TOWN, () -> aes.personal.encrypt("p", "张三"));
    byte[] index = in(TOWN, () -> aes.personal.blindIndex("phone", "1"));
    var sm4 = new Program(Suite.SM4_GCM, FIRST);
    byte[] ofSm4 = in(TOWN, () -> sm4.personal.encrypt("p", "李四"));
    assertThat(ofAes[0]).isEqualTo((byte) 2);
    assertThat(ofSm4[0]).isEqualTo((byte) 3);
    assertThat(in(TOWN, () -> sm4.personal.decrypt("p", ofAes))).isEqualTo("张三");
    assertThat(in(TOWN, () -> aes.personal.decrypt("p", ofSm4))).as("by a copy that has not heard of the key yet").isEqualTo("李四");
    assertThat(in(TOWN, () -> aes.personal.encrypt("p", "王五"))[0]).isEqualTo((byte) 2);
    assertThat(in(TOWN, () -> sm4.personal.blindIndex("phone", "1"))).as("until a rotation").isEqualTo(index);
  }

  @Test
  void newDataKeysCloseEverythingAnewAlsoWhatIsOlderThanDataKeys() throws Exception {
    sql("insert into platform.data_key (town, id, kind, version, suite) values ('*', 0, 'INDEX', 0, 'AES_256_GCM')");
    var old = new Program(FIRST);
    fill(old, TOWN, PEOPLE);
    fill(old, OTHER_TOWN, 10);
    DataKey master = new DataKey(MasterKeys.id(FIRST), "*", Kind.MASTER, 0, Suite.AES_256_GCM, FIRST);
    put(TOWN, 1, master.close("secret.name", "示例居民1".getBytes()), master.close("secret.phone", "13800000001".getBytes()), old.personal.lastingFingerprint("phone", "13800000001"));
    sql("update platform.secret set name = null, note = 'kept' where id = 2");

    byte[] undeclared = in(TOWN, () -> old.personal.blindIndex("undeclared", "1"));
    var running = new Program(SECOND, FIRST);
    var program = new Program(Suite.SM4_GCM, SECOND, FIRST);
    var noted = new Noted();
    Closed done = program.rotation().rotateData(Duration.ZERO, noted);
    assertThat(done).isEqualTo(new Closed(PEOPLE + 10, 0));
    assertThat(noted.lines).contains("1000/" + (PEOPLE + 10), "2000/" + (PEOPLE + 10), (PEOPLE + 10) + "/" + (PEOPLE + 10));

    var restarted = new Program(Suite.SM4_GCM, SECOND, FIRST);
    assertThat(closedWith(restarted, TOWN)).isEqualTo(PEOPLE);
    assertThat(closedWith(restarted, OTHER_TOWN)).isEqualTo(10);
    assertThat(in(TOWN, () -> restarted.personal.blindIndex("undeclared", "1"))).as("what is not declared stays findable").isEqualTo(undeclared);
    for (int id : new int[] {1, 2, 777, PEOPLE}) {
      assertThat(found(restarted, TOWN, id)).containsExactly(id);
    }
    assertThat(in(TOWN, () -> restarted.personal.decrypt("secret.name", bytes("name", TOWN, 1)))).isEqualTo("示例居民1");
    assertThat(bytes("name", TOWN, 2)).as("nothing stays nothing").isNull();
    assertThatThrownBy(() -> in(OTHER_TOWN, () -> restarted.personal.decrypt("secret.name", bytes("name", TOWN, 1)))).isInstanceOf(UnreadableData.class);
    assertThat(found(running, TOWN, 5)).as("by a copy of the program that ran all the while").containsExactly(5);
    assertThat(count("select count(*) from platform.key_rotation where finished_at is not null")).isOne();
  }

  @Test
  void killedInTheMiddleItGoesOnWithTheSameKeys() throws Exception {
    fill(new Program(FIRST), TOWN, PEOPLE);
    var killed = new Program(FIRST);
    var values = new AtomicInteger();
    KeyRotation dies =
        killed.rotation(
            phone -> {
              if (values.incrementAndGet() == 1_500) throw new IllegalStateException("killed");
              return phone;
            });
    assertThatThrownBy(() -> dies.rotateData(Duration.ZERO, new Noted())).hasMessage("killed");

    var meanwhile = new Program(FIRST);
    assertThat(meanwhile.rotation().isUnfinished()).isTrue();
    assertThat(closedWith(meanwhile, TOWN)).as("whole batches").isEqualTo(1_000);
    for (int id : new int[] {1, 999, 1_500, PEOPLE}) {
      assertThat(in(TOWN, () -> meanwhile.personal.decrypt("secret.phone", Objects.requireNonNull(bytes("phone", TOWN, id))))).isEqualTo("%011d".formatted(id));
      assertThat(found(meanwhile, TOWN, id)).as("old and new fingerprints").containsExactly(id);
    }

    var again = new Program(FIRST);
    assertThat(again.rotation().rotateData(Duration.ZERO, new Noted())).isEqualTo(new Closed(PEOPLE - 1_000, 0));
    assertThat(closedWith(again, TOWN)).isEqualTo(PEOPLE);
    assertThat(count("select max(version) from platform.data_key where town = '" + TOWN + "' and kind = 'FIELD'")).isEqualTo(2);
    assertThat(again.rotation().isUnfinished()).isFalse();
  }

  @Test
  void rowsThatSomebodyHoldsComeLastAndNobodyWaits() throws Exception {
    fill(new Program(FIRST), TOWN, 20);
    var released = new CountDownLatch(1);
    var noted = new Noted() {
      @Override
      public void at(String table, long rows, long of) {
        super.at(table, rows, of);
        released.countDown();
      }
    };
    try (Connection clerk = TestDatabase.owner()) {
      clerk.setAutoCommit(false);
      clerk.createStatement().execute("update platform.secret set note = 'typed meanwhile' where id = 7");
      Thread release = Thread.startVirtualThread(() -> {
        try {
          released.await();
          clerk.commit();
        } catch (SQLException | InterruptedException e) {
          throw new IllegalStateException(e);
        }
      });
      assertThat(new Program(FIRST).rotation().rotateData(Duration.ZERO, noted)).isEqualTo(new Closed(20, 0));
      release.join();
    }
    assertThat(noted.lines).contains("19/20", "20/20");
    assertThat(count("select count(*) from platform.secret where note = 'typed meanwhile'")).isOne();
  }

  @Test
  void whatDoesNotOpenIsNamedAndLeftAsItIs() throws Exception {
    var program = new Program(FIRST);
    fill(program, TOWN, 3);
    byte[] copied = in(TOWN, () -> program.personal.encrypt("secret.phone", "1"));
    put(TOWN, 2, copied, in(TOWN, () -> program.personal.encrypt("secret.phone", "2")), new byte[32]);
    var noted = new Noted();
    assertThat(program.rotation().rotateData(Duration.ZERO, noted)).isEqualTo(new Closed(3, 1));
    assertThat(noted.lines).anyMatch(line -> line.contains("[441900103, 2] name") && line.contains("another purpose"));
    assertThat(bytes("name", TOWN, 2)).isEqualTo(copied);
  }

  @Test
  void twoRotationsAtATimeAreOneTooMany() throws Exception {
    var program = new Program(FIRST);
    try (Connection other = TestDatabase.owner()) {
      other.createStatement().execute("select pg_advisory_lock(hashtextextended('guanjia rotate-keys', 11))");
      assertThatThrownBy(() -> program.rotation().rotateData(Duration.ZERO, new Noted())).isInstanceOf(KeyRotation.UnderWay.class);
    }
  }

  @Test
  void theApplicationsRoleCannotReadDataKeys() throws SQLException {
    try (Connection owner = TestDatabase.owner(); var sql = owner.createStatement()) {
      sql.execute("set role guanjia_app");
      assertThatThrownBy(() -> sql.executeQuery("select wrapped from platform.data_key")).hasMessageContaining("permission denied");
    }
  }

  private static void fill(Program program, String town, int people) throws SQLException {
    try (Connection owner = TestDatabase.owner(); var insert = owner.prepareStatement("insert into platform.secret (town, id, name, phone, phone_index) values (?, ?, ?, ?, ?)")) {
      for (int i = 1; i <= people; i++) {
        String name = "示例居民" + i;
        String phone = "%011d".formatted(i);
        insert.setString(1, town);
        insert.setInt(2, i);
        insert.setBytes(3, in(town, () -> program.personal.encrypt("secret.name", name)));
        insert.setBytes(4, in(town, () -> program.personal.encrypt("secret.phone", phone)));
        insert.setBytes(5, in(town, () -> program.personal.blindIndex("phone", phone)));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void put(String town, int id, byte[] name, byte[] phone, byte[] index) throws SQLException {
    try (Connection owner = TestDatabase.owner(); var update = owner.prepareStatement("update platform.secret set name = ?, phone = ?, phone_index = ? where town = ? and id = ?")) {
      update.setBytes(1, name);
      update.setBytes(2, phone);
      update.setBytes(3, index);
      update.setString(4, town);
      update.setInt(5, id);
      update.executeUpdate();
    }
  }

  /** Rows of the town whose phone is closed with the newest key. */
  private static long closedWith(Program program, String town) throws SQLException {
    byte[] header = Sealed.header(program.keys.field(town));
    try (Connection owner = TestDatabase.owner(); var query = owner.prepareStatement("select phone from platform.secret where town = ?")) {
      query.setString(1, town);
      long count = 0;
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          if (Arrays.equals(rows.getBytes(1), 0, 5, header, 0, 5)) count++;
        }
      }
      return count;
    }
  }

  private static List<Integer> found(Program program, String town, int id) throws SQLException {
    String phone = bytes("phone", town, id) == null ? "" : in(town, () -> program.personal.decrypt("secret.phone", Objects.requireNonNull(bytes("phone", town, id))));
    byte[][] sought = in(town, () -> program.personal.blindIndexes("phone", phone)).toArray(byte[][]::new);
    List<Integer> ids = new ArrayList<>();
    try (Connection owner = TestDatabase.owner(); var query = owner.prepareStatement("select id from platform.secret where town = ? and phone_index = any (?)")) {
      query.setString(1, town);
      query.setArray(2, owner.createArrayOf("bytea", sought));
      try (var rows = query.executeQuery()) {
        while (rows.next()) ids.add(rows.getInt(1));
      }
    }
    return ids;
  }

  private static byte @Nullable [] bytes(String column, String town, int id) {
    try (Connection owner = TestDatabase.owner();
        var rows = owner.createStatement().executeQuery("select " + column + " from platform.secret where town = '" + town + "' and id = " + id)) {
      rows.next();
      return rows.getBytes(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static long count(String question) throws SQLException {
    try (Connection owner = TestDatabase.owner(); var rows = owner.createStatement().executeQuery(question)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void sql(String statement) throws SQLException {
    try (Connection owner = TestDatabase.owner(); var sql = owner.createStatement()) {
      sql.execute(statement);
    }
  }

  private static PGSimpleDataSource owner() {
    var owner = new PGSimpleDataSource();
    owner.setUrl(TestDatabase.ownerUrl());
    return owner;
  }

  private static <T> T in(String town, Supplier<T> work) {
    return TownContext.system(town).call(work);
  }
}
