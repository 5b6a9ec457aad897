package org.guanjia.publicity;

import static org.guanjia.requests.RequestsFixture.TOWN;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.Samples;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.requests.RequestsFixture;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Told requests and publications, put into a test's own database. */
public final class PublicityFixture {

  private final Publications publications;
  private final PublicationWork work;
  private final ApplicationContext context;

  public PublicityFixture(ApplicationContext context) {
    this.context = context;
    this.publications = context.getBean(Publications.class);
    this.work = context.getBean(PublicationWork.class);
    RequestsFixture.departmentsAndCategories();
    forget();
  }

  public void forget() {
    context.getBean(PublicSearch.class).forget();
    context.getBean(PublicFigures.class).forget();
    context.getBean(PublicWords.class).forget();
    context.getBean(org.guanjia.requests.Catalogue.class).forget();
  }

  /** A request whose reporter has been told; its receipt code must be new. */
  public String told(long id, String title, String words, String answer) {
    String code = org.guanjia.requests.ReceiptCode.of(id);
    RequestsFixture.execute(
        """
        insert into requests.request (town, id, code, state, channel, category, title, words, village, received_at, recorded_by, due_on, closed_at)
        values ('%1$s', %2$d, '%3$s', 'FED_BACK', 'RESIDENT', 'road.light', '%4$s', '%5$s', '%6$s', '2026-03-01T02:00:00Z', 'resident', '2026-03-08', '2026-03-05T02:00:00Z');
        insert into requests.answer (town, request_id, text, drafted_by, drafted_at, decided_by, decided_at, approved)
        values ('%1$s', %2$d, '%7$s', 'officer', now(), 'chief', now(), true)
        """
            .formatted(TOWN, id, code, title, words, RequestsFixture.SUBIAN, answer));
    return code;
  }

  /** What is kept of its reporter. */
  public void reportedBy(String code, String name, String phone, String address) {
    var personal = context.getBean(org.guanjia.platform.crypto.PersonalData.class);
    var hex = java.util.HexFormat.of();
    RequestsFixture.execute(
        "update requests.request set reporter_name = '\\x%s', reporter_phone = '\\x%s', address = '%s' where town = '%s' and code = '%s'"
            .formatted(hex.formatHex(personal.encrypt("requests.name", name)), hex.formatHex(personal.encrypt("requests.phone", phone)), address, TOWN, code));
  }

  /** A photo of the place, as a phone takes it, put to a request. */
  UUID photo(String code, String kind) {
    byte[] taken = Samples.withExif(Samples.jpeg(640, 480), 1);
    UUID file =
        TownContext.system(TOWN)
            .call(
                () ->
                    context.getBean(TransactionTemplate.class).execute(status -> {
                      UUID id = context.getBean(StoredFiles.class).store(new ByteArrayInputStream(taken), "陈志强家门口.jpg").id();
                      context.getBean(StoredFiles.class).attach(List.of(id), "request:" + code);
                      return id;
                    }));
    RequestsFixture.execute(
        "insert into requests.attachment (town, request_id, file_id, kind, added_at, added_by) select town, id, '%s', '%s', now(), 'officer' from requests.request where code = '%s'"
            .formatted(file, kind, code));
    return file;
  }

  public long proposed(String code) {
    return asDesk(() -> publications.propose(PublicationKind.REQUEST, code)).orElseThrow();
  }

  /** Looked at and public. */
  public long published(long id, String title, String words, String answer) {
    long publication = proposed(told(id, title, words, answer));
    asDesk(() -> {
      publications.publishAsShown(publication, publications.look(work.find(publication).orElseThrow(), null).seen());
      return true;
    });
    forget();
    return publication;
  }

  /** A published project, past the module it comes from; pictures by their ids or null. */
  public long project(String source, String title, java.util.UUID before, java.util.UUID after) {
    RequestsFixture.execute(
        """
        insert into publicity.publication (town, kind, source, state, title, asked, became, source_digest, village, year, asked_on, done_on, project_kind, benefiting,
          cost_fen, before_file, after_file, proposed_at, looked_at_by, published_at, changed_at)
        values ('%s', 'PROJECT', '%s', 'PUBLISHED', '%s', '路口积水，老人小孩出行不便。', '重铺路面 320 米，加装路灯 12 盏。', 'x', '%s', 2026, '2026-01-05', '2026-04-20',
          'WORKS', 2600, 35000000, %s, %s, now(), 'desk', now(), now())
        """
            .formatted(TOWN, source, title, RequestsFixture.SUBIAN, before == null ? "null" : "'" + before + "'", after == null ? "null" : "'" + after + "'"));
    forget();
    return asDesk(() -> work.list(new PublicationWork.Filter(PublicationState.PUBLISHED, false, PublicationKind.PROJECT, null), null, 100)).publications().stream()
        .filter(each -> each.source().equals(source))
        .findFirst()
        .orElseThrow()
        .id();
  }

  static <T> T asDesk(Supplier<T> work) {
    return new TownContext(TOWN, "desk", null, null).call(work);
  }
}
