"""What is kept: tables, engine, migrations, and one query function per question.

SQLAlchemy tables live here and are named ``...Row`` (Qt item models live in app/models). Callers: operations,
sync, and the store thread through them. Thread: the store worker only; ORM objects never leave it.
"""
