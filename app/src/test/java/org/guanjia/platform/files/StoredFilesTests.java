package org.guanjia.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.platform.database.DatabaseSettings;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.FileRefused.Reason;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

@TownTest
class StoredFilesTests {

  private static final String TOWN = "441900103";

  @Autowired StoredFiles files;
  @Autowired FileCleaning cleaning;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;
  @Autowired DatabaseSettings database;

  @Test
  void keepsAPhotoUntilItsOwnerHasIt() {
    StoredFile stored = inTown(() -> files.store(bytes(Samples.withExif(Samples.jpeg(800, 600), 6)), "..\\..\\路灯\u202e.jpg"));
    assertThat(stored.type()).isEqualTo("image/jpeg");
    assertThat(stored.name()).isEqualTo("路灯.jpg");
    assertThat(stored.width()).isEqualTo(600);
    assertThat(stored.takenAt()).isEqualTo("2026-11-20T00:30:00Z");
    inTown(() -> attach("request:1", stored.id()));
    assertThat(inTown(() -> files.ownedBy("request:1"))).extracting(StoredFile::id).containsExactly(stored.id());
    for (Variant variant : Variant.values()) assertThat(inTown(() -> files.path(stored, variant))).exists();
  }

  @Test
  void anotherTownSeesNothing() {
    StoredFile stored = inTown(() -> files.store(bytes(Samples.jpeg(70, 70)), "a.jpg"));
    var other = TownContext.system("US-STL");
    assertThat(other.call(() -> files.find(stored.id()))).isEmpty();
    assertThatThrownBy(() -> other.run(() -> files.attach(List.of(stored.id()), "request:2"))).isInstanceOf(FileRefused.class);
  }

  @Test
  void givesAFileToOneOwnerOnly() {
    StoredFile first = inTown(() -> files.store(bytes(Samples.jpeg(71, 71)), "a.jpg"));
    StoredFile second = inTown(() -> files.store(bytes(Samples.jpeg(72, 72)), "b.jpg"));
    inTown(() -> attach("request:3", first.id()));
    inTown(() -> attach("request:3", first.id()));
    assertThatThrownBy(() -> inTown(() -> attach("request:4", second.id(), first.id()))).isInstanceOf(FileRefused.class);
    assertThat(inTown(() -> files.ownedBy("request:4"))).isEmpty();
  }

  @Test
  void storesTheSameBytesOnce() throws IOException {
    byte[] photo = Samples.jpeg(81, 81);
    StoredFile one = inTown(() -> files.store(bytes(photo), "a.jpg"));
    StoredFile two = inTown(() -> files.store(bytes(photo), "b.jpg"));
    assertThat(one.id()).isNotEqualTo(two.id());
    assertThat(one.sha256()).isEqualTo(two.sha256());
    inTown(() -> attach("request:5", one.id()));
    age(two.id());
    cleaning.clean();
    assertThat(inTown(() -> files.find(two.id()))).isEmpty();
    assertThat(inTown(() -> files.path(one, Variant.SMALL))).exists();
  }

  @Test
  void removesWhatNobodyAttachedAfterADay() {
    StoredFile fresh = inTown(() -> files.store(bytes(Samples.jpeg(91, 91)), "a.jpg"));
    StoredFile old = inTown(() -> files.store(bytes(Samples.jpeg(92, 92)), "b.jpg"));
    Path path = inTown(() -> files.path(old, Variant.ORIGINAL));
    age(old.id());
    cleaning.clean();
    assertThat(path).doesNotExist();
    assertThat(inTown(() -> files.find(old.id()))).isEmpty();
    assertThat(inTown(() -> files.path(fresh, Variant.ORIGINAL))).exists();
  }

  /** A kill between the rename and the commit leaves bytes without a row. */
  @Test
  void sweepsBytesThatNoRowSpeaksOf() throws IOException {
    Path folder = database.data().resolve("files").resolve(TOWN).resolve("ab");
    Path lost = Files.createDirectories(folder).resolve("ab".repeat(32));
    Files.write(lost, new byte[] {1});
    cleaning.clean();
    assertThat(lost).as("may belong to an upload that is just under way").exists();
    Files.setLastModifiedTime(lost, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    cleaning.clean();
    assertThat(lost).doesNotExist();
  }

  @Test
  void leavesNothingBehindWhenTheTransactionFails() {
    long before = rows();
    assertThatThrownBy(
            () ->
                inTown(
                    () ->
                        transactions.execute(
                            status -> {
                              files.store(bytes(Samples.jpeg(61, 61)), "a.jpg");
                              throw new IllegalStateException("the form could not be saved");
                            })))
        .isInstanceOf(IllegalStateException.class);
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void stopsReadingAtTheLimit() {
    var endless = new InputStream() {
      long given;

      @Override
      public int read() {
        given++;
        return 0xff;
      }
    };
    refused(Reason.TOO_BIG, () -> files.store(endless, "a.jpg"));
    assertThat(endless.given).isLessThan(21L << 20);
    refused(Reason.EMPTY, () -> files.store(bytes(new byte[0]), "a.jpg"));
    assertWorkFolderIsEmpty();
  }

  @Test
  void refusesBeforeTheDatabasesRoomIsTouched() {
    StoredFiles greedy = filesIn(database.data(), DataSize.ofTerabytes(1000));
    refused(Reason.FULL, () -> greedy.store(bytes(Samples.jpeg(10, 10)), "a.jpg"));
  }

  /** A disk of half a megabyte, really full: refused with the reason, no row, no half file; room again, works again. */
  @Test
  void saysThatTheDiskIsFullAndLeavesNothingHalfDone(@TempDir Path mountPoint) throws Exception {
    SmallDisk.with(
        mountPoint,
        512,
        disk -> {
          StoredFiles small = filesIn(disk, DataSize.ofBytes(0));
          long before = rows();
          Path filler = Files.write(disk.resolve("filler"), new byte[400 << 10]);
          byte[] photo = Samples.jpeg(2400, 2400);
          refused(Reason.FULL, () -> small.store(bytes(photo), "a.jpg"));
          assertThat(rows()).isEqualTo(before);
          try (Stream<Path> left = Files.walk(disk)) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(filler);
          }
          Files.delete(filler);
          assertThat(inTown(() -> small.store(bytes(Samples.jpeg(64, 64)), "a.jpg")).width()).isEqualTo(64);
        });
  }

  /** Sixteen large photos at once in a small heap: each is stored, one after the other if need be. */
  @Test
  void decodesManyLargePhotosWithoutRunningOutOfMemory() throws Exception {
    byte[] large = Samples.jpeg(6000, 4000);
    List<Callable<StoredFile>> uploads = new ArrayList<>();
    for (int i = 0; i < 16; i++) uploads.add(() -> inTown(() -> files.store(bytes(large), "large.jpg")));
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var upload : executor.invokeAll(uploads)) assertThat(upload.get().width()).isEqualTo(3000);
    }
    assertWorkFolderIsEmpty();
  }

  private StoredFiles filesIn(Path data, DataSize reserve) {
    return new StoredFiles(
        sql, transactions, Clock.systemUTC(), new FileSettings(DataSize.ofMegabytes(20), reserve, 5000),
        new DatabaseSettings(data, null, 1));
  }

  private void refused(Reason reason, Callable<StoredFile> upload) {
    assertThatThrownBy(() -> inTown(upload))
        .isInstanceOfSatisfying(FileRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private Object attach(String owner, UUID... ids) {
    files.attach(List.of(ids), owner);
    return owner;
  }

  private static void age(UUID id) {
    try (var owner = TestDatabase.owner(); var statement = owner.createStatement()) {
      statement.execute("update platform.file set uploaded_at = uploaded_at - interval '2 days' where id = '" + id + "'");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long rows() {
    try (var owner = TestDatabase.owner();
        var statement = owner.createStatement();
        var rows = statement.executeQuery("select count(*) from platform.file")) {
      rows.next();
      return rows.getLong(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertWorkFolderIsEmpty() {
    assertThat(database.data().resolve("files").resolve("work")).isEmptyDirectory();
  }

  private static InputStream bytes(byte[] content) {
    return new ByteArrayInputStream(content);
  }

  private static <T> T inTown(Callable<T> work) {
    return new TownContext(TOWN, "resident", null, null)
        .call(
            () -> {
              try {
                return work.call();
              } catch (RuntimeException e) {
                throw e;
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
