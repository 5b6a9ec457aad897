package org.guanjia.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A closed column that nobody declared would be left behind when keys are exchanged. */
@TownTest
class EncryptedColumnsTests {

  /** Bytes that are not closed, or closed in another way; why, stands beside each. */
  private static final Set<String> OTHER_BYTES =
      Set.of(
          "platform.data_key.wrapped", // closed by the key outside the database
          "platform.recovery_code.hash", // a lasting fingerprint: the code itself is not kept
          "platform.one_time_link.token_hash", "platform.known_device.token_hash", "platform.api_token.token_hash",
          "platform.session.token_hash", "platform.attempt.key", // digests of random tokens or of what is counted
          "platform.audit_seal.entries", "platform.audit_seal.previous_hash", "platform.audit_seal.hash", "platform.audit_seal.mac", // digests
          "platform.import_piece.bytes", // an uploaded workbook while it is imported
          "people.person.document_index", // under the town's first index key, as all keys of people.lookup
          "payments.payout.account_key", "coverage.list_item.key", // likewise, to see that two are of one account or one person
          "open311.submission.content_hash");

  @Autowired KeyRotation rotation;

  @Test
  void everyColumnOfBytesIsDeclaredOrKnownToBeSomethingElse() throws SQLException {
    Set<String> bytes = new TreeSet<>();
    try (Connection owner = TestDatabase.owner();
        var rows =
            owner.createStatement().executeQuery(
                "select n.nspname || '.' || c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid"
                    + " join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and a.atttypid in ('bytea'::regtype, 'bytea[]'::regtype)"
                    + " and a.attnum > 0 and not a.attisdropped and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'")) {
      while (rows.next()) bytes.add(rows.getString(1));
    }
    assertThat(bytes).as("what is declared is there").containsAll(rotation.columns());
    bytes.removeAll(rotation.columns());
    assertThat(bytes).as("declare it in a bean EncryptedColumns of its module, or name it here with the reason").isEqualTo(new TreeSet<>(OTHER_BYTES));
  }
}
