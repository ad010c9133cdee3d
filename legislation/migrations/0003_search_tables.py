"""Tables of the search: written by legislation/search/index.py, read by legislation/search/engine.py."""

from django.db import migrations

# No text in the table itself, and no btree index on language, jurisdiction or kind: measured, either makes
# it slower (design-search.md). Rows are written in order of importance, for heap order decides which
# candidates a capped query keeps. Of `begun` and `gone`: on which days nothing is established of a wording.
CREATE_PROVISIONS = """
CREATE TABLE provision_search (
    version bigint NOT NULL,
    provision bigint NOT NULL,
    law bigint NOT NULL,
    lang smallint NOT NULL,
    jur integer NOT NULL,
    kind smallint NOT NULL,
    imp smallint NOT NULL,
    len smallint NOT NULL,
    hlen smallint NOT NULL,
    norms smallint NOT NULL,
    ceased boolean NOT NULL,
    bill boolean NOT NULL,
    valid daterange NOT NULL,
    topics integer[] NOT NULL,
    bearers integer[] NOT NULL,
    tsv tsvector NOT NULL,
    htsv tsvector NOT NULL,
    begun date NOT NULL DEFAULT '-infinity',
    gone date NOT NULL DEFAULT 'infinity'
) PARTITION BY LIST (lang);
CREATE TABLE provision_search_en PARTITION OF provision_search FOR VALUES IN (1);
CREATE TABLE provision_search_ru PARTITION OF provision_search FOR VALUES IN (2);
CREATE TABLE provision_search_kk PARTITION OF provision_search FOR VALUES IN (3);
CREATE TABLE provision_search_ur PARTITION OF provision_search FOR VALUES IN (4);
CREATE TABLE provision_search_other PARTITION OF provision_search DEFAULT;
CREATE INDEX provision_search_words ON provision_search USING gin (tsv) WITH (fastupdate = off);
CREATE INDEX provision_search_headings ON provision_search USING gin (htsv) WITH (fastupdate = off);
CREATE INDEX provision_search_of_law ON provision_search (law);
COMMENT ON TABLE provision_search IS
    'One row per published version and language; rewritten with the law, in the same transaction.';
"""

CREATE_WORDS = """
CREATE TABLE search_word (
    lang smallint NOT NULL,
    word text COLLATE "C" NOT NULL,
    freq integer NOT NULL,
    PRIMARY KEY (lang, word)
);
CREATE INDEX search_word_spelling ON search_word USING gin (word gin_trgm_ops);
COMMENT ON TABLE search_word IS
    'Words as written in texts and glossary, about how often: for suggestions and spelling.';
CREATE TABLE search_lexeme (
    lang smallint NOT NULL,
    lexeme text COLLATE "C" NOT NULL,
    texts integer NOT NULL,
    PRIMARY KEY (lang, lexeme)
);
COMMENT ON TABLE search_lexeme IS 'How many texts of a language have a lexeme, exactly: for BM25 and totals.';
CREATE TABLE search_size (
    lang smallint PRIMARY KEY,
    texts bigint NOT NULL,
    words bigint NOT NULL
);
COMMENT ON TABLE search_size IS 'How many texts a language has, and how many words in all: for BM25.';
"""

CREATE_LAW_NAMES = """
CREATE TABLE search_law_name (
    law bigint NOT NULL,
    lang smallint NOT NULL,
    name text NOT NULL
);
CREATE INDEX search_law_name_of_law ON search_law_name (law);
CREATE INDEX search_law_name_spelling ON search_law_name USING gin (name gin_trgm_ops);
COMMENT ON TABLE search_law_name IS 'Titles, short titles, aliases and numbers of laws, normalised.';
"""

CREATE_AGGREGATE = """
CREATE AGGREGATE search_array_cat (anycompatiblearray) (
    sfunc = array_cat, stype = anycompatiblearray, initcond = '{}'
);
"""


class Migration(migrations.Migration):
    replaces = [
        ("legislation", "0004_search"),
        ("legislation", "0006_search_lexemes"),
        ("legislation", "0019_search_statuses"),
        ("legislation", "0020_second_person"),
    ]

    dependencies = [("legislation", "0002_tables")]

    operations = [
        migrations.RunSQL(CREATE_PROVISIONS, "DROP TABLE provision_search"),
        migrations.RunSQL(CREATE_WORDS, "DROP TABLE search_word, search_lexeme, search_size"),
        migrations.RunSQL(CREATE_LAW_NAMES, "DROP TABLE search_law_name"),
        migrations.RunSQL(CREATE_AGGREGATE, "DROP AGGREGATE search_array_cat (anycompatiblearray)"),
    ]
