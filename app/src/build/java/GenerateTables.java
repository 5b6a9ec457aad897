import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Target;

/**
 * Build step: migrates an embedded PostgreSQL and generates jOOQ's classes, one package per schema
 * (org.guanjia.SCHEMA.db). Does nothing when the migrations are those of the last run.
 */
public class GenerateTables {

  private static final List<String> SCHEMAS = List.of("platform", "places", "requests", "projects", "meetings", "publicity", "open311", "insight", "people", "visits", "benefits", "assessments", "awards", "payments", "coverage", "simulation");

  public static void main(String[] args) throws Exception {
    Path migrations = Path.of(args[0]);
    Path target = Path.of(args[1]);
    Path stamp = target.resolve("migrations.sha256");
    String fingerprint = fingerprint(migrations);
    if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) return;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
      Flyway.configure()
          .dataSource(postgres.getPostgresDatabase())
          .locations("filesystem:" + migrations)
          .schemas("public")
          .load()
          .migrate();
      for (String schema : SCHEMAS) generate(postgres.getJdbcUrl("postgres", "postgres"), schema, target);
    }
    Files.writeString(stamp, fingerprint);
  }

  private static void generate(String url, String schema, Path target) throws Exception {
    var database =
        new Database()
            .withName("org.jooq.meta.postgres.PostgresDatabase")
            .withInputSchema(schema)
            .withIncludes(".*")
            .withForcedTypes(new ForcedType().withName("INSTANT").withIgnoreUnused(true).withIncludeTypes("(?i:timestamptz|timestamp(\\(\\d\\))? with time zone)"));
    var generate = new Generate().withRecords(true).withFluentSetters(false).withGeneratedAnnotation(false);
    GenerationTool.generate(
        new Configuration()
            .withJdbc(new org.jooq.meta.jaxb.Jdbc().withUrl(url).withUser("postgres"))
            .withGenerator(
                new Generator()
                    .withDatabase(database)
                    .withGenerate(generate)
                    .withTarget(
                        new Target()
                            .withPackageName("org.guanjia." + schema + ".db")
                            .withDirectory(target.toString()))));
  }

  private static String fingerprint(Path migrations) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (var files = Files.walk(migrations)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(migrations.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
