package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.aLight;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Duration;
import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.platform.crypto.KeyRotation;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** New data keys under the working town, with all that the modules declare. */
@TownTest
class RequestsEncryptionTests {

  @Autowired Intake intake;
  @Autowired QueueSearch search;
  @Autowired KeyRotation rotation;
  @Autowired PersonalData personal;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;

  @Test
  void reportersAreFoundAndReadAfterARotation() throws Exception {
    RequestsFixture.departmentsAndCategories();
    String code = as("resident", () -> intake.receive(aLight("13800000007"))).code();
    RequestRecord before = request(code);
    assertThat(rotation.rotateData(Duration.ZERO, new Silent()).unreadable()).isZero();
    RequestRecord after = request(code);
    assertThat(after.getReporterPhone()).isNotEqualTo(before.getReporterPhone());
    assertThat(after.getPhoneIndex()).isNotEqualTo(before.getPhoneIndex());
    assertThat(after.getVersion()).as("nobody's form becomes stale").isEqualTo(before.getVersion());
    assertThat(as("clerk", () -> personal.decrypt("requests.phone", after.getReporterPhone()))).isEqualTo("13800000007");
    assertThat(as("clerk", () -> personal.decrypt("requests.name", after.getReporterName()))).isEqualTo("示例居民");
    String next = as("resident", () -> intake.receive(aLight("13800000007"))).code();
    assertThat(found("138 0000 0007")).containsExactlyInAnyOrder(code, next);
    assertThat(request(next).getPhoneIndex()).isEqualTo(after.getPhoneIndex());
  }

  private List<String> found(String typed) {
    return as("clerk", () -> transactions.execute(status -> sql.select(REQUEST.CODE).from(REQUEST).where(search.condition(typed)).fetch(REQUEST.CODE)));
  }

  private RequestRecord request(String code) {
    return as("clerk", () -> transactions.execute(status -> sql.selectFrom(REQUEST).where(REQUEST.TOWN.eq(TOWN), REQUEST.CODE.eq(code)).fetchSingle()));
  }

  private static final class Silent implements KeyRotation.Progress {
    @Override
    public void waiting(Duration patience) {}

    @Override
    public void at(String table, long rows, long of) {}

    @Override
    public void unreadable(String table, String key, String problem) {}
  }
}
