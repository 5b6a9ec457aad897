package org.guanjia.platform.files;

import static org.guanjia.platform.db.Tables.FILE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guanjia.platform.database.DatabaseSettings;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.db.tables.records.FileRecord;
import org.guanjia.platform.files.FileRefused.Reason;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pictures and PDFs that people send. A file is stored first and belongs to nobody; the module whose form it was chosen
 * in then attaches it in its own transaction, and from then on that module decides who sees it. What nobody attaches is
 * removed after a day.
 */
@Component
public class StoredFiles {

  static final int[] THUMBNAILS = {1280, 320};
  private static final int NAME_LENGTH_MAX = 120;
  private static final int ATTACHED_MAX = 200;

  private final DSLContext sql;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final FileSettings settings;
  private final FileFolder folder;
  private final Pictures pictures;
  private final DecodingBudget budget = DecodingBudget.ofHeap();

  StoredFiles(
      DSLContext sql, TransactionTemplate transactions, Clock clock, FileSettings settings, DatabaseSettings database) {
    this.sql = sql;
    this.transactions = transactions;
    this.clock = clock;
    this.settings = settings;
    this.folder = new FileFolder(database.data().resolve("files"), settings.reserve().toBytes());
    this.pictures = new Pictures(budget);
  }

  /**
   * Checks, cleans and stores a file for the current town; when it returns the bytes are safe on the disk. To be called
   * before a transaction is begun: decoding takes its time and needs no connection.
   *
   * @param name what the sender calls it; never trusted
   * @throws FileRefused when it is not taken, with a reason for the person
   */
  public StoredFile store(InputStream content, @Nullable String name) {
    return folder.inWorkFolder(work -> storeThrough(work, content, name));
  }

  /** Empty for an unknown id and for one of another town. */
  @Transactional(readOnly = true)
  public Optional<StoredFile> find(UUID id) {
    return sql.selectFrom(FILE).where(FILE.TOWN.eq(town())).and(FILE.ID.eq(id)).fetchOptional(StoredFiles::file);
  }

  /** The files that an owner keeps, oldest first. */
  @Transactional(readOnly = true)
  public List<StoredFile> ownedBy(String owner) {
    return sql.selectFrom(FILE)
        .where(FILE.TOWN.eq(town()))
        .and(FILE.OWNER.eq(owner))
        .orderBy(FILE.UPLOADED_AT, FILE.ID)
        .limit(ATTACHED_MAX)
        .fetch(StoredFiles::file);
  }

  /**
   * Gives waiting files to an owner, in the caller's transaction. Again for the same owner changes nothing.
   *
   * @throws FileRefused UNKNOWN when one does not exist or belongs to another owner: then none is given
   */
  @Transactional
  public void attach(Collection<UUID> ids, String owner) {
    Set<UUID> wanted = new HashSet<>(ids);
    if (wanted.isEmpty()) return;
    if (wanted.size() > ATTACHED_MAX) throw new FileRefused(Reason.TOO_MANY);
    int attached =
        sql.update(FILE)
            .set(FILE.OWNER, owner)
            .where(FILE.TOWN.eq(town()))
            .and(FILE.ID.in(wanted))
            .and(FILE.OWNER.isNull().or(FILE.OWNER.eq(owner)))
            .execute();
    if (attached != wanted.size()) throw new FileRefused(Reason.UNKNOWN);
  }

  /** Lets a file go that the owner no longer keeps; it is removed with the next cleaning. */
  @Transactional
  public void release(UUID id, String owner) {
    sql.update(FILE)
        .setNull(FILE.OWNER)
        .where(FILE.TOWN.eq(town()))
        .and(FILE.ID.eq(id))
        .and(FILE.OWNER.eq(owner))
        .execute();
  }

  /**
   * Where the bytes lie, for {@link FileAnswer} and for packing them into an export. The caller has checked who asks.
   *
   * @throws FileRefused UNKNOWN for a thumbnail of a PDF, or when the bytes are gone
   */
  public Path path(StoredFile file, Variant variant) {
    Path path = folder.place(town(), file.sha256(), variant.suffix());
    if (!Files.exists(path)) throw new FileRefused(Reason.UNKNOWN);
    return path;
  }

  FileFolder folder() {
    return folder;
  }

  private StoredFile storeThrough(Path work, InputStream content, @Nullable String name) throws IOException {
    Path original = work.resolve("original");
    FileFolder.receive(content, original, settings.sizeMax().toBytes());
    PictureHeader.Type type = kind(original);
    return type == null ? storePdf(original, name) : storePicture(type, original, work, name);
  }

  /** The kind of picture by its first bytes; null for a PDF. */
  private static PictureHeader.@Nullable Type kind(Path original) throws IOException {
    try (InputStream in = Files.newInputStream(original)) {
      return ContentType.of(in.readNBytes(ContentType.BYTES));
    }
  }

  private StoredFile storePdf(Path original, @Nullable String name) throws IOException {
    long size = Files.size(original);
    budget.with(
        3 * size + (32 << 20),
        () -> {
          PdfInspector.inspect(Files.readAllBytes(original));
          return size;
        });
    return keep(original, null, "application/pdf", null, ExifFacts.NONE, name);
  }

  private StoredFile storePicture(PictureHeader.Type type, Path original, Path work, @Nullable String name)
      throws IOException {
    Path plain = work.resolve("plain");
    PictureHeader header;
    try (InputStream in = Files.newInputStream(original)) {
      header = Pictures.strip(type, in, plain);
    }
    ExifFacts facts = ExifFacts.read(header.exif(), clock.instant());
    Pictures.Size size =
        pictures.rewrite(header, plain, facts.orientation(), THUMBNAILS, side -> work.resolve("new." + side));
    String mediaType = type == PictureHeader.Type.PNG ? "image/png" : "image/jpeg";
    return keep(work.resolve("new.0"), work, mediaType, size, facts, name);
  }

  private StoredFile keep(
      Path finished, @Nullable Path thumbnails, String type, Pictures.@Nullable Size size, ExifFacts facts,
      @Nullable String name)
      throws IOException {
    var file =
        new StoredFile(
            UUID.randomUUID(), FileFolder.sha256(finished), type, cleaned(name), Files.size(finished),
            size == null ? null : size.width(), size == null ? null : size.height(), facts.takenAt(), facts.latitude(),
            facts.longitude(), TownContext.required().actor(), clock.instant(), null);
    var failure = new IOException[1];
    transactions.executeWithoutResult(
        status -> {
          refuseTooMany();
          lock(file.sha256());
          try {
            keepBytes(finished, thumbnails, file.sha256());
          } catch (IOException e) {
            failure[0] = e;
            status.setRollbackOnly();
            return;
          }
          insert(file);
        });
    if (failure[0] != null) throw failure[0];
    return file;
  }

  /** Thumbnails first: where the picture itself is, they are. */
  private void keepBytes(Path finished, @Nullable Path thumbnails, String sha256) throws IOException {
    if (folder.holds(town(), sha256)) return;
    if (thumbnails != null) {
      for (int side : THUMBNAILS) folder.keep(thumbnails.resolve("new." + side), town(), sha256, "." + side);
    }
    folder.keep(finished, town(), sha256, "");
  }

  /** Keeps the cleaning from removing bytes that are just being stored once more, and the other way round. */
  void lock(String sha256) {
    sql.execute("select pg_advisory_xact_lock(hashtextextended({0}, 7))", org.jooq.impl.DSL.val(town() + sha256));
  }

  private void refuseTooMany() {
    int waiting =
        sql.fetchCount(
            sql.selectOne()
                .from(FILE)
                .where(FILE.TOWN.eq(town()))
                .and(FILE.OWNER.isNull())
                .limit(settings.waitingMax()));
    if (waiting >= settings.waitingMax()) throw new FileRefused(Reason.TOO_MANY);
  }

  private void insert(StoredFile file) {
    sql.insertInto(FILE)
        .set(FILE.TOWN, town())
        .set(FILE.ID, file.id())
        .set(FILE.SHA256, file.sha256())
        .set(FILE.TYPE, file.type())
        .set(FILE.NAME, file.name())
        .set(FILE.SIZE, file.size())
        .set(FILE.WIDTH, file.width())
        .set(FILE.HEIGHT, file.height())
        .set(FILE.TAKEN_AT, file.takenAt())
        .set(FILE.LATITUDE, file.latitude())
        .set(FILE.LONGITUDE, file.longitude())
        .set(FILE.UPLOADED_BY, file.uploadedBy())
        .set(FILE.UPLOADED_AT, file.uploadedAt())
        .execute();
  }

  private static StoredFile file(FileRecord row) {
    return new StoredFile(
        row.getId(), row.getSha256(), row.getType(), row.getName(), row.getSize(), row.getWidth(), row.getHeight(),
        row.getTakenAt(), row.getLatitude(), row.getLongitude(), row.getUploadedBy(), row.getUploadedAt(),
        row.getOwner());
  }

  private static String town() {
    return TownContext.required().town();
  }

  /** Only the last part of a path, only characters that can be seen. */
  private static String cleaned(@Nullable String name) {
    String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String visible = last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\"<>:|?*]", "").strip();
    return visible.length() <= NAME_LENGTH_MAX ? visible : visible.substring(visible.length() - NAME_LENGTH_MAX);
  }
}
